import { children, isTrue, text } from '../../../sql-objects/sql-node.ts';
import { nameOf } from '../../catalog/apply/define-table.ts';
import { qualified } from '../../catalog/qualified.ts';
import { dropIndexNotConcurrent } from '../../rules/indexes/drop-index-not-concurrent.ts';
import { alone } from '../chain/fix-chain.ts';
import { sqlName } from '../chain/names.ts';
import type { LintFix } from '../lint-fix.ts';

export const dropIndex: LintFix = {
  rules: [dropIndexNotConcurrent],
  writes: '`DROP INDEX CONCURRENTLY`, one index a statement, in a revision of its own with `transaction=off`',
  chain({ node, catalog }) {
    const found = children(node, 'objects').map((each) => qualified(nameOf(each)));
    if (text(node, 'behavior') === 'DROP_CASCADE') {
      return { byHand: 'PostgreSQL drops no index concurrently together with what depends on it (CASCADE)' };
    }
    if (found.some(({ schema, name }) => catalog.index(schema, name)?.table.kind === 'partitioned')) {
      return { byHand: 'PostgreSQL drops no index of a partitioned table concurrently' };
    }
    const exists = isTrue(node, 'missing_ok') ? 'IF EXISTS ' : '';
    const dropped = found.map(({ schema, name }) => `DROP INDEX CONCURRENTLY ${exists}${sqlName(schema, name)}`);
    return alone(`drop ${found.map(({ name }) => name).join(', ')}, concurrently`, dropped);
  },
};
