import { child, children, isTrue, option } from '../../../sql-objects/sql-node.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const vacuumFullOrCluster: LintRule = {
  name: 'vacuum-full-or-cluster',
  level: 'error',
  harm: 'VACUUM FULL and CLUSTER rewrite the whole table under an ACCESS EXCLUSIVE lock: nobody can read it until they are done.',
  instead: 'VACUUM, or pg_repack, which rewrites a table while it is in use',
  example: { given: 'create table orders (id bigint primary key)', bad: 'vacuum full orders', good: 'vacuum orders' },
  find(subject) {
    const { kind, node } = subject;
    const isFull =
      kind === 'VacuumStmt' && isTrue(node, 'is_vacuumcmd') && option(node, 'options', 'full') !== undefined;
    if (!isFull && kind !== 'ClusterStmt') return [];
    const ranges = isFull
      ? children(node, 'rels').map((each) => child(child(each, 'VacuumRelation'), 'relation'))
      : 'relation' in node
        ? [child(node, 'relation')]
        : [];
    if (ranges.length === 0)
      return [{ on: null, message: 'Rewrites one table after the other, each locked completely.' }];
    return ranges.flatMap((range) => {
      const table = subject.target(range);
      return table === undefined
        ? []
        : [about(table, `Nobody can read or write ${table.shown} while it is rewritten.`, 'rewrite')];
    });
  },
};
