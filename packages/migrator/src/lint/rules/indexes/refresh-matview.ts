import { child, isTrue } from '../../../sql-objects/sql-node.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const refreshMatview: LintRule = {
  name: 'refresh-matview',
  level: 'error',
  harm: 'REFRESH MATERIALIZED VIEW locks the view completely while its query runs: nobody can read it.',
  instead: 'REFRESH MATERIALIZED VIEW CONCURRENTLY, which needs a unique index on the view',
  example: {
    given: 'create table orders (id bigint); create materialized view days as select id from orders',
    bad: 'refresh materialized view days',
    good: 'refresh materialized view concurrently days',
  },
  find(subject) {
    const { kind, node } = subject;
    if (kind !== 'RefreshMatViewStmt' || isTrue(node, 'concurrent')) return [];
    const view = subject.target(child(node, 'relation'));
    if (view === undefined) return [];
    return [about(view, `Nobody can read ${view.shown} while its query runs.`, 'rewrite')];
  },
};
