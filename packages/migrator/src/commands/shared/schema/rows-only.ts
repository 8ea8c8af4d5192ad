import { MigratorError } from '../../../errors/migrator-error.ts';
import type { RevisionFiles } from '../../../ports/workspace/revision-files.ts';
import { parseRevisionFile } from '../../../revision/parse-revision-file.ts';
import type { Revision } from '../../../revision/revision.ts';
import { readStatement } from '../../../sql/statement/read-statement.ts';

/** What is not among them (`do`, `call`, what cannot be read) may change the schema. */
const ROW_COMMANDS: ReadonlySet<string> = new Set([
  ...['insert', 'update', 'delete', 'merge', 'truncate', 'copy'],
  ...['select', 'with', 'values', 'lock', 'set', 'analyze'],
]);

/** Whether a revision leaves the schema as it is: it has no statements, or only such that read and write rows. */
export function changesRowsOnly({ slice, file, kind }: Revision, files: RevisionFiles): boolean {
  // Code is for data. If it still changes the schema, `validate` finds that the snapshots do not match.
  if (kind === 'ts') return true;
  try {
    const { upgrade } = parseRevisionFile(files.read(file) ?? '', { slice, file });
    return (upgrade?.statements ?? []).every(({ sql }) => {
      const { command, makes } = readStatement(sql);
      return ROW_COMMANDS.has(command) && makes === undefined;
    });
  } catch (error) {
    if (error instanceof MigratorError) return false;
    throw error;
  }
}
