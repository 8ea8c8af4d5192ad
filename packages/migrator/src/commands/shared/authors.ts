import type { FileHistory } from '../../ports/workspace/file-history.ts';
import type { FilesContext } from './context.ts';

/** What a command needs that tells who wrote a revision. */
export interface AuthoredContext extends FilesContext {
  /** Absent where nobody knows. */
  readonly fileHistory?: FileHistory;
}

/** Who wrote a revision; `null` where git does not know (or is not asked). */
export interface Authored {
  readonly author: string | null;
  /** When it was written, ISO 8601 in UTC. */
  readonly authoredAt: string | null;
}

export const NOBODY: Authored = { author: null, authoredAt: null };

/** By file: who wrote it. One question for all files. */
export async function authorsOf(
  { fileHistory }: AuthoredContext,
  files: readonly string[],
): Promise<(file: string) => Authored> {
  const origins = files.length === 0 ? undefined : await fileHistory?.originsOf(files);
  return (file) => {
    const origin = origins?.get(file);
    return origin === undefined ? NOBODY : { author: origin.author, authoredAt: origin.date };
  };
}
