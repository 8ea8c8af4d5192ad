import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { withCondition } from '../../../sql/text/with-condition.ts';
import { child, children, descendants, type SqlNode, text } from '../../../sql-objects/sql-node.ts';
import { deleteUnbatched } from '../../rules/data/delete-unbatched.ts';
import { updateUnbatched } from '../../rules/data/update-unbatched.ts';
import { batchKey, keyRange } from '../chain/batch-key.ts';
import { NOTHING } from '../chain/fix-chain.ts';
import { columnList, rangeName } from '../chain/names.ts';
import type { LintFix } from '../lint-fix.ts';

export const inBatches: LintFix = {
  rules: [updateUnbatched, deleteUnbatched],
  writes:
    'the same statement in [batches](revision-files.md#batches) over the key of the table, in a revision of its own',
  chain({ kind, node, parsed, catalog }) {
    const range = child(node, 'relation');
    const relation = catalog.relation(range);
    const key = relation === undefined ? undefined : batchKey(relation);
    if (key === undefined) return { byHand: 'no primary key or unique NOT NULL key of the table is known' };
    if ('withClause' in node) return { byHand: 'a WITH clause would run once for each batch' };
    const name = text(range, 'relname');
    const isReadAgain = readsTable([child(node, 'whereClause'), ...children(node, 'targetList')], name);
    const isJoined = readsTable([...children(node, 'fromClause'), ...children(node, 'usingClause')], name);
    if (isReadAgain || isJoined)
      return { byHand: 'it reads the table that it changes, whose rows would be those of the batches before' };
    if ('CurrentOfExpr' in child(node, 'whereClause')) return { byHand: 'it has a cursor' };
    const alias = text(child(range, 'alias'), 'aliasname') || name;
    const sql = withCondition(parsed.statement.sql, keyRange(key, quoteIdentifier(alias)));
    const batch = `${rangeName(range)}(${columnList(key)})`;
    // If the statements of the downgrade revert something else, such as the column that was filled.
    const lossy = kind === 'DeleteStmt' ? `deleted rows of ${name}` : `values that rows of ${name} had before`;
    const up = { runs: { batch }, statements: [sql] };
    return { parts: [{ up, down: { ...NOTHING, lossy }, does: `${name}, in batches` }] };
  },
};

const TABLES: ReadonlySet<string> = new Set(['RangeVar']);

function readsTable(nodes: readonly SqlNode[], name: string): boolean {
  return [...descendants(nodes, TABLES)].some(([, range]) => text(range, 'relname') === name);
}
