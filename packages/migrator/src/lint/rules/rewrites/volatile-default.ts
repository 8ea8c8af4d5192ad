import { child, children, text } from '../../../sql-objects/sql-node.ts';
import { volatileCall } from '../../read/volatility.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const volatileDefault: LintRule = {
  name: 'volatile-default',
  level: 'error',
  harm: 'A new column whose default differs from row to row rewrites the whole table, and nobody can read or write it until that is done. A constant, or now(), costs nothing.',
  instead: 'Add the column without a default, set the default in another statement, and fill the old rows in batches',
  example: {
    given: 'create table orders (id bigint primary key)',
    bad: 'alter table orders add column token uuid default gen_random_uuid()',
    good: 'alter table orders add column at timestamptz default now()',
  },
  find(subject) {
    return subject.alterations('AT_AddColumn').flatMap(({ table, def }) => {
      const given = children(def, 'constraints')
        .map((each) => child(each, 'Constraint'))
        .find((each) => text(each, 'contype') === 'CONSTR_DEFAULT');
      const call = given === undefined ? undefined : volatileCall(child(given, 'raw_expr'), subject.catalog);
      if (call === undefined) return [];
      return [about(table, `${call}() gives each row a value of its own: ${table.shown} is rewritten.`, 'rewrite')];
    });
  },
};
