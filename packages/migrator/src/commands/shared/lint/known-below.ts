import { MigratorError } from '../../../errors/migrator-error.ts';
import { mayMatter } from '../../../lint/read/may-matter.ts';
import type { ParsedRevision } from '../../../lint/rule/parsed.ts';
import type { SqlParser } from '../../../ports/sql-parser.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import type { Workbench } from '../workbench.ts';
import { type Below, readBelow } from './below.ts';

/**
 * What the revisions below some others have created, as far as the statements of those need it.
 *
 * @param isBelow by id
 * @param drafts unwritten revisions above those
 */
export function knownBelow(
  bench: Pick<Workbench, 'workspace' | 'graph' | 'files'>,
  parser: SqlParser,
  isBelow: (id: string) => boolean,
  linted: readonly ParsedRevision[],
  drafts: readonly RevisionFile[] = [],
): Below {
  const below = bench.graph().ordered.filter(({ id, kind }) => kind === 'sql' && isBelow(id));
  const matters = mayMatter(linted);
  return readBelow(both(readEach(bench, below, matters), drafts), parser, matters);
}

/**
 * One after the other, so that a long history is not in memory at once. `check` reports a revision that cannot be read;
 * here its tables count as in use.
 */
function* readEach(
  { workspace, files }: Pick<Workbench, 'workspace' | 'files'>,
  revisions: readonly RevisionFile['revision'][],
  matters: (text: string) => boolean,
): Generator<RevisionFile> {
  for (const revision of revisions) {
    // Headers say which batches may run in the background.
    const isSaid = revision.background === true || revision.requiresFinished !== undefined;
    if (!isSaid && !matters(files.read(revision.file) ?? '')) continue;
    try {
      yield workspace.readRevision(revision);
    } catch (error) {
      if (!(error instanceof MigratorError)) throw error;
    }
  }
}

function* both<T>(first: Iterable<T>, second: Iterable<T>): Generator<T> {
  yield* first;
  yield* second;
}
