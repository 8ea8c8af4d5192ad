import { descendants } from '../../../sql-objects/sql-node.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import type { Subject } from '../../rule/subject.ts';

export const statementAfterAccessExclusive: LintRule = {
  name: 'statement-after-access-exclusive',
  level: 'warning',
  harm: 'A table that an earlier statement locked completely stays locked while this one works: nobody can read it until the transaction ends.',
  instead: 'Put it into a revision of its own, or before the statement that takes the lock',
  example: {
    given: 'create table orders (id bigint); create table customers (id bigint)',
    bad: 'alter table orders add column note text; create index customers_id on customers (id)',
    good: 'alter table orders add column note text; alter table customers add column note text',
  },
  find(subject) {
    const [held] = subject.context.transaction.exclusive.values();
    if (held === undefined || !worksLong(subject)) return [];
    const { shown, line } = held;
    return [
      { on: shown, message: `${shown} has been locked completely since line ${line}, and stays so while this runs.` },
    ];
  },
};

const QUERIES: ReadonlySet<string> = new Set(['RangeVar', 'FuncCall']);
/** Statements that write rows belong to the rule ddl-and-dml-mixed, actions of ALTER TABLE to their own rules. */
const LONG: ReadonlySet<string> = new Set([
  ...['IndexStmt', 'SelectStmt', 'DoStmt', 'CallStmt', 'CreateTableAsStmt', 'RefreshMatViewStmt', 'ReindexStmt'],
  ...['CopyStmt', 'VacuumStmt', 'ClusterStmt'],
]);

function worksLong(subject: Subject): boolean {
  const { kind, node, facts } = subject;
  if (!LONG.has(kind) || facts.work.kind === 'brief') return false;
  // A new table is empty, or as small as this revision makes it.
  if (kind === 'IndexStmt') return subject.locks.length > 0;
  // `select set_config(…)` reads no table.
  if (kind !== 'SelectStmt') return true;
  return [...descendants(node, QUERIES)].some(([each]) => each === 'RangeVar');
}
