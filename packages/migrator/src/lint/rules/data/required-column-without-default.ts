import { child, children, text } from '../../../sql-objects/sql-node.ts';
import { isSerial } from '../../catalog/type-ref.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

const VALUES = ['CONSTR_DEFAULT', 'CONSTR_IDENTITY', 'CONSTR_GENERATED'];

export const requiredColumnWithoutDefault: LintRule = {
  name: 'required-column-without-default',
  level: 'error',
  harm: 'A new NOT NULL column without a default fails when the table has rows, and code that is still running does not write it: its inserts fail.',
  instead: 'Add it with a default, or without NOT NULL, let the code write it, fill the old rows, then SET NOT NULL',
  example: {
    given: 'create table orders (id bigint)',
    bad: 'alter table orders add column state text not null',
    good: "alter table orders add column state text not null default 'new'",
  },
  find(subject) {
    return subject.alterations('AT_AddColumn').flatMap(({ table, def }) => {
      const kinds = children(def, 'constraints').map((each) => text(child(each, 'Constraint'), 'contype'));
      const isRequired = kinds.includes('CONSTR_NOTNULL') || kinds.includes('CONSTR_PRIMARY');
      if (!isRequired || isSerial(child(def, 'typeName')) || kinds.some((each) => VALUES.includes(each))) return [];
      const column = text(def, 'colname');
      return [
        about(table, `Fails when ${table.shown} has rows; inserts that do not know ${column} fail from then on.`),
      ];
    });
  },
};
