import { child, children, text } from '../../../sql-objects/sql-node.ts';
import { isSerial } from '../../catalog/type-ref.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const serialOrIdentityColumn: LintRule = {
  name: 'serial-or-identity-column',
  level: 'error',
  harm: 'A new serial or identity column numbers all existing rows: the whole table is rewritten, and nobody can read or write it until that is done.',
  instead:
    'Add a plain column, make it an identity with ALTER COLUMN … ADD GENERATED once the old rows are numbered in batches',
  example: {
    given: 'create table orders (id bigint primary key)',
    bad: 'alter table orders add column number bigserial',
    good: 'alter table orders add column number bigint',
  },
  find(subject) {
    return subject.alterations('AT_AddColumn').flatMap(({ table, def }) => {
      const isIdentity = children(def, 'constraints').some(
        (each) => text(child(each, 'Constraint'), 'contype') === 'CONSTR_IDENTITY',
      );
      if (!isIdentity && !isSerial(child(def, 'typeName'))) return [];
      const column = text(def, 'colname');
      return [about(table, `All rows of ${table.shown} are rewritten to number ${column}.`, 'rewrite')];
    });
  },
};
