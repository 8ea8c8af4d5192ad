import { quoteForMessage } from '../files/revision-file-error.ts';
import { MigratorError, type Outcome } from '../migrator-error.ts';

/** A glob of slices that no slice matches. */
export interface EmptyGlob {
  readonly glob: string;
  /** How many folders match it, none of them with a `slice.json`; 0: there is no such folder. */
  readonly folders: number;
}

export interface NoWorkspaceFacts {
  /** Where the workspace would be. */
  readonly root: string;
  /** False when that is not a folder. */
  readonly exists: boolean;
  /** Where slices were looked for. */
  readonly globs: readonly EmptyGlob[];
  /** The file that says so; `null` where these are the defaults. */
  readonly config: string | null;
}

/**
 * No slice was found where the command was run; nothing was started.
 * @cause The working directory is not in the workspace, or `"slices"` in the configuration matches no folder with a
 * `slice.json`.
 * @repair Change into the workspace or name it with `-C <folder>`; a new one is made with `migrate init`.
 */
export class NoWorkspaceError extends MigratorError<NoWorkspaceFacts> {
  readonly code = 'no-workspace';
  override readonly outcome: Outcome = 'usage';

  constructor(facts: NoWorkspaceFacts) {
    super(facts, { message: messageOf(facts), hint: hintOf(facts) });
  }
}

function messageOf({ root, exists, globs, config }: NoWorkspaceFacts): string {
  if (!exists) return `${quoteForMessage(root, 300)} is not a folder.`;
  const looked = globs.map(({ glob, folders }) => {
    if (folders === 0) return `  ${quoteForMessage(glob)} matches no folder`;
    return `  ${quoteForMessage(glob)} matches ${folders === 1 ? '1 folder' : `${folders} folders`} without a slice.json`;
  });
  const where = config === null ? '' : ` ("slices" in ${config})`;
  return [`There is no slice in ${quoteForMessage(root, 300)}${where}:`, ...looked].join('\n');
}

function hintOf({ exists, config }: NoWorkspaceFacts): string {
  const elsewhere = 'If the workspace is elsewhere, name it: migrate -C <folder> …';
  if (!exists) return elsewhere;
  const make =
    config === null ? 'Create one here: migrate init' : `Correct "slices" in ${config}, or create one: migrate init`;
  return `${make}\n${elsewhere}`;
}
