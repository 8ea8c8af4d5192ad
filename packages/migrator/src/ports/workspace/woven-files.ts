import type { MigratorError } from '../../errors/migrator-error.ts';
import type { RevisionFiles } from './revision-files.ts';
import type { Workspace } from './workspace.ts';

/** Where a file comes from: from the working tree, from the other branch of git, or it is on both. */
export type FileSide = 'here' | 'base' | 'both';

/** The files that the workspace would have after `git merge`, in a folder of its own. */
export interface WovenFiles {
  readonly ref: string;
  readonly commit: string;
  /** The commit at which the branches of git parted. */
  readonly parted: string;
  readonly workspace: Workspace;
  readonly files: RevisionFiles;
  /** Files that both sides changed; the workspace has those of the working tree. */
  readonly conflicts: readonly MigratorError[];
  sideOf(file: string): FileSide;
}
