import { parseRevisionFile } from '../../../revision/parse-revision-file.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';

const DOWNGRADE = '\n-- migrate:downgrade';

/**
 * The file with more statements at the end of its upgrade. The downgrade needs none: dropping the table reverts them.
 */
export function withBaselineStatements(file: RevisionFile, statements: readonly string[]): RevisionFile {
  if (statements.length === 0) return file;
  const at = file.text.lastIndexOf(DOWNGRADE);
  if (at < 0) throw new RangeError(`${file.revision.file} has no downgrade section`);
  const added = ['-- Kept here alone: neither the schema nor sql/ can say it.', ...statements.map((sql) => `${sql};`)];
  return parseRevisionFile(`${file.text.slice(0, at)}${added.join('\n')}\n${file.text.slice(at)}`, file.revision);
}

/**
 * The file with the partitioning added to the statement that creates the table; `undefined` if no statement creates it.
 */
export function withPartitions(file: RevisionFile, path: string, clause: string): RevisionFile | undefined {
  const head = `\nCREATE TABLE ${path} (\n`;
  const start = file.text.indexOf(head);
  const end = start < 0 ? -1 : file.text.indexOf('\n);\n', start);
  if (end < 0) return undefined;
  return parseRevisionFile(`${file.text.slice(0, end)}\n)${clause};\n${file.text.slice(end + 4)}`, file.revision);
}
