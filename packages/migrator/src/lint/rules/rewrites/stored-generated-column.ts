import { child, children, text } from '../../../sql-objects/sql-node.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const storedGeneratedColumn: LintRule = {
  name: 'stored-generated-column',
  level: 'error',
  harm: 'A new stored generated column is computed for all rows: the whole table is rewritten, and nobody can read or write it until that is done.',
  instead: 'A virtual generated column (PostgreSQL 18), a view, or a plain column that a trigger and batches fill',
  example: {
    given: 'create table orders (id bigint primary key, price numeric, amount numeric)',
    bad: 'alter table orders add column total numeric generated always as (price * amount) stored',
    good: 'alter table orders add column total numeric',
  },
  find(subject) {
    return subject.alterations('AT_AddColumn').flatMap(({ table, def }) => {
      const isStored = children(def, 'constraints')
        .map((each) => child(each, 'Constraint'))
        .some((each) => text(each, 'contype') === 'CONSTR_GENERATED' && text(each, 'generated_kind') !== 'v');
      if (!isStored) return [];
      return [about(table, `All rows of ${table.shown} are rewritten to store ${text(def, 'colname')}.`, 'rewrite')];
    });
  },
};
