import type { Workbench } from '../workbench.ts';

/** Who wrote a revision; `null` where git does not know (or is not asked). */
export interface Authored {
  readonly author: string | null;
  /** When it was written, ISO 8601 in UTC. */
  readonly authoredAt: string | null;
}

export const NOBODY: Authored = { author: null, authoredAt: null };

/** By file: who wrote it. One question for all files. */
export async function authorsOf(
  bench: Pick<Workbench, 'history'>,
  files: readonly string[],
): Promise<(file: string) => Authored> {
  const origins = files.length === 0 ? undefined : await (await bench.history()).originsOf(files);
  return (file) => {
    const origin = origins?.get(file);
    return origin === undefined ? NOBODY : { author: origin.author, authoredAt: origin.date };
  };
}
