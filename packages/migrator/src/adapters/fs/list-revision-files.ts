import { type Dirent, statSync } from 'node:fs';
import { MigratorError } from '../../errors/migrator-error.ts';
import { NotARegularFileError, StrayFileError } from '../../errors/workspace/file-errors.ts';
import type { Slice } from '../../revision/slice.ts';
import { isRevisionFileName } from './slices/revision-file-name.ts';
import { reading, type WorkspaceFolder } from './workspace-folder.ts';

/** What a migrations folder holds. Paths are relative to the workspace root. */
export interface ListedFiles {
  readonly files: readonly string[];
  /** Things that have the name of a revision and cannot be read as a file. */
  readonly faults: readonly MigratorError[];
  /** Files that look like revisions but are not. */
  readonly strays: readonly MigratorError[];
}

const CODE = /\.(?:sql|[cm]?[jt]s)$/i;

/**
 * Lists the revision files of a slice, sorted by name: `*.sql` and `*.ts` directly in its migrations folder. Dotfiles
 * (such as the temporary files of editors and of `writeFileAtomically`), `snapshots/`, `*.d.ts` and files that are
 * neither SQL nor code are ignored.
 */
export function listRevisionFiles(workspace: WorkspaceFolder, slice: Slice): ListedFiles {
  const files: string[] = [];
  const faults: MigratorError[] = [];
  const strays: MigratorError[] = [];
  const entries = workspace.entries(slice.migrations);
  if (entries.length > 0) workspace.checkInside(slice.migrations);
  for (const entry of entries) {
    const { name } = entry;
    if (name.startsWith('.') || name.endsWith('.d.ts')) continue;
    const file = `${slice.migrations}/${name}`;
    if (!isRevisionFileName(name)) {
      if (isStray(workspace, entry, file)) strays.push(new StrayFileError({ file }));
      continue;
    }
    const fault = entry.isFile() ? undefined : faultOf(workspace, entry, file);
    if (fault === undefined) files.push(file);
    else faults.push(fault);
  }
  return { files, faults, strays };
}

function isStray(workspace: WorkspaceFolder, entry: Dirent, file: string): boolean {
  if (!entry.isDirectory()) return CODE.test(entry.name);
  return entry.name !== 'snapshots' && workspace.entries(file).some(({ name }) => CODE.test(name));
}

function faultOf(workspace: WorkspaceFolder, entry: Dirent, file: string): MigratorError | undefined {
  if (!entry.isSymbolicLink()) return new NotARegularFileError({ file });
  try {
    workspace.checkInside(file);
    const target = reading(file, () => statSync(workspace.path(file)));
    return target.isFile() ? undefined : new NotARegularFileError({ file });
  } catch (error) {
    if (error instanceof MigratorError) return error;
    throw error;
  }
}
