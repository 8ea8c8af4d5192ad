import { withWordsBehind } from '../../../sql/text/with-words.ts';
import { child, text } from '../../../sql-objects/sql-node.ts';
import { reindexNotConcurrent } from '../../rules/indexes/reindex-not-concurrent.ts';
import { alone } from '../chain/fix-chain.ts';
import type { LintFix } from '../lint-fix.ts';

const WORDS: Readonly<Record<string, string>> = {
  REINDEX_OBJECT_TABLE: 'table',
  REINDEX_OBJECT_INDEX: 'index',
  REINDEX_OBJECT_SCHEMA: 'schema',
  REINDEX_OBJECT_DATABASE: 'database',
};

export const reindex: LintFix = {
  rules: [reindexNotConcurrent],
  writes: '`REINDEX … CONCURRENTLY` in a revision of its own with `transaction=off`',
  chain({ node, parsed }) {
    const word = WORDS[text(node, 'kind')];
    if (word === undefined) return { byHand: 'PostgreSQL rebuilds no system catalogs concurrently' };
    const name = text(child(node, 'relation'), 'relname') || text(node, 'name') || word;
    return alone(`reindex ${name}, concurrently`, [withWordsBehind(parsed.statement.sql, word, 'CONCURRENTLY')]);
  },
};
