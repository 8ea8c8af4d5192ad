import { child, children, text } from '../../../sql-objects/sql-node.ts';
import { isSerial } from '../../catalog/type-ref.ts';
import { isNotValid } from '../../node/constraints.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { type AddedConstraint, about } from '../../rule/subject.ts';

export const fkWithoutNotValid: LintRule = {
  name: 'fk-without-not-valid',
  level: 'error',
  harm: 'A new foreign key looks up every row in the other table, and blocks writes to both tables until that is done.',
  instead:
    'ADD CONSTRAINT … FOREIGN KEY … NOT VALID, then VALIDATE CONSTRAINT in another revision, which lets others write',
  example: {
    given: 'create table customers (id bigint primary key); create table orders (id bigint, customer bigint)',
    bad: 'alter table orders add constraint orders_customer foreign key (customer) references customers',
    good: 'alter table orders add constraint orders_customer foreign key (customer) references customers not valid',
  },
  find(subject) {
    return subject
      .added('foreign')
      .filter(isChecked)
      .map(({ table, constraint }) => {
        const other = subject.target(child(constraint, 'pktable'));
        const both =
          other === undefined || other.path === table.path ? table.shown : `${table.shown} and ${other.shown}`;
        const found = about(table, `Blocks writes to ${both} while all rows of ${table.shown} are checked.`, 'scan');
        return other === undefined
          ? found
          : { ...found, claim: { relation: table.path, work: 'scan', also: [other.path] } };
      });
  },
};

/** The NULLs of a new column without a default are not checked. */
function isChecked({ constraint, column }: AddedConstraint): boolean {
  if (isNotValid(constraint)) return false;
  if (column === undefined) return true;
  const hasDefault = children(column, 'constraints').some((each) =>
    ['CONSTR_DEFAULT', 'CONSTR_GENERATED', 'CONSTR_IDENTITY'].includes(text(child(each, 'Constraint'), 'contype')),
  );
  return hasDefault || isSerial(child(column, 'typeName'));
}
