import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { withoutWords, withWordsBehind } from '../../../sql/text/with-words.ts';
import { child, isTrue, text } from '../../../sql-objects/sql-node.ts';
import { indexColumns } from '../../catalog/apply/define-table.ts';
import { concurrentIfNotExists } from '../../rules/indexes/concurrent-if-not-exists.ts';
import { indexNotConcurrent } from '../../rules/indexes/index-not-concurrent.ts';
import { alone } from '../chain/fix-chain.ts';
import { sqlName } from '../chain/names.ts';
import type { LintFix } from '../lint-fix.ts';

export const buildIndex: LintFix = {
  rules: [indexNotConcurrent, concurrentIfNotExists],
  writes:
    '`CREATE INDEX CONCURRENTLY` in a revision of its own with `transaction=off`; `DROP INDEX CONCURRENTLY` reverts it',
  chain({ node, parsed }) {
    const range = child(node, 'relation');
    const given = text(node, 'idxname');
    const columns = indexColumns(node);
    if (given === '' && columns.includes('')) {
      return { byHand: 'the index has an expression and no name, and only a named one can be built again: name it' };
    }
    const name = given === '' ? [text(range, 'relname'), ...columns, 'idx'].join('_') : given;
    const plain = withoutWords(parsed.statement.sql, ['if', 'not', 'exists']);
    const words = given === '' ? [quoteIdentifier(name)] : [];
    const sql = isTrue(node, 'concurrent')
      ? withUnnamed(plain, words)
      : withWordsBehind(plain, 'index', ['CONCURRENTLY', ...words].join(' '));
    const dropped = `DROP INDEX CONCURRENTLY ${sqlName(text(range, 'schemaname'), name)}`;
    return alone(`index ${name}, concurrently`, [sql], { runs: 'alone', statements: [dropped] });
  },
};

function withUnnamed(sql: string, words: readonly string[]): string {
  return words.length === 0 ? sql : withWordsBehind(sql, 'concurrently', words.join(' '));
}
