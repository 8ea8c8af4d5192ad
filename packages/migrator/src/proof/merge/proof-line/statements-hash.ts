import { createHash } from 'node:crypto';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import { wholeText } from '../../../sql/script/statement.ts';
import { hasStatements } from './own-statements.ts';

/**
 * Hash (128 bits, hex) over what a merge runs by itself; `undefined` when it runs nothing. Comments, the header (in
 * which the hash stands) and the lines of a section do not count. Of a data revision all that is not a comment line at
 * the left edge counts.
 */
export function statementsHash(file: RevisionFile): string | undefined {
  if (!hasStatements(file)) return undefined;
  const hash = createHash('sha256');
  if (file.revision.kind === 'ts') {
    const lines = file.text.split(/\r?\n/).filter((line) => !line.startsWith('//'));
    return hash.update(lines.join('\n').trim()).digest('hex').slice(0, 32);
  }
  for (const section of [file.upgrade, file.downgrade]) {
    const { transaction = true, irreversible = '', statements = [] } = section ?? {};
    hash.update(`${section?.direction} ${transaction} ${irreversible}\n`);
    for (const text of statements.map(wholeText)) hash.update(`${text.length}:${text};`);
  }
  return hash.digest('hex').slice(0, 32);
}
