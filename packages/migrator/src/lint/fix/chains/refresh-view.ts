import { withWordsBehind } from '../../../sql/text/with-words.ts';
import { child, isTrue, text } from '../../../sql-objects/sql-node.ts';
import { refreshMatview } from '../../rules/indexes/refresh-matview.ts';
import { alone } from '../chain/fix-chain.ts';
import type { LintFix } from '../lint-fix.ts';

export const refreshView: LintFix = {
  rules: [refreshMatview],
  writes: '`REFRESH MATERIALIZED VIEW CONCURRENTLY`, where the view has a unique index on columns',
  chain({ node, parsed, catalog }) {
    if (isTrue(node, 'skipData')) return { byHand: 'WITH NO DATA empties the view, which cannot be done concurrently' };
    const range = child(node, 'relation');
    const indexes = [...(catalog.relation(range)?.indexes.values() ?? [])];
    const isUnique = indexes.some(
      (index) => index.isUnique && !index.isPartial && index.columns.length > 0 && !index.columns.includes(''),
    );
    if (!isUnique) return { byHand: 'the view has no unique index on columns without a condition' };
    const sql = withWordsBehind(parsed.statement.sql, 'view', 'CONCURRENTLY');
    return alone(`refresh ${text(range, 'relname')}, concurrently`, [sql]);
  },
};
