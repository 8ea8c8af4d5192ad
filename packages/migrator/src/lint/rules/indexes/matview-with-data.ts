import { child, isTrue, text } from '../../../sql-objects/sql-node.ts';
import { readTables } from '../../read/read-tables.ts';
import type { LintRule } from '../../rule/lint-rule.ts';

export const matviewWithData: LintRule = {
  name: 'matview-with-data',
  level: 'info',
  harm: 'CREATE MATERIALIZED VIEW runs its query at once, in the transaction of the revision, which keeps all its locks until the query is done.',
  instead: 'CREATE MATERIALIZED VIEW … WITH NO DATA, and REFRESH it afterwards in a revision of its own',
  example: {
    given: 'create table orders (id bigint)',
    bad: 'create materialized view days as select id from orders',
    good: 'create materialized view days as select id from orders with no data',
  },
  find(subject) {
    const { kind, node } = subject;
    if (kind !== 'CreateTableAsStmt' || text(node, 'objtype') !== 'OBJECT_MATVIEW') return [];
    const [first] = isTrue(child(node, 'into'), 'skipData') ? [] : readTables(subject, child(node, 'query'));
    if (first === undefined) return [];
    return [{ on: first.shown, message: `Reads ${first.shown} while the revision's transaction is open.` }];
  },
};
