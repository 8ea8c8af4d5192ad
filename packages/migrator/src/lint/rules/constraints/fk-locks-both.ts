import { child } from '../../../sql-objects/sql-node.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const fkLocksBoth: LintRule = {
  name: 'fk-locks-both',
  level: 'info',
  harm: 'A foreign key adds triggers to both tables: writes to the referenced table wait as well, until the end of the transaction.',
  instead: 'Keep the revision short: nothing else in the transaction that adds a foreign key to a busy table',
  example: {
    given: 'create table customers (id bigint primary key); create table orders (id bigint, customer bigint)',
    bad: 'alter table orders add constraint orders_customer foreign key (customer) references customers not valid',
    good: 'alter table orders add constraint known check (customer > 0) not valid',
  },
  find(subject) {
    return subject.added('foreign').flatMap(({ table, constraint }) => {
      const other = subject.target(child(constraint, 'pktable'));
      if (other === undefined || other.path === table.path) return [];
      return [about(other, `Blocks writes to ${other.shown}, which ${table.shown} refers to, for a moment.`, 'lock')];
    });
  },
};
