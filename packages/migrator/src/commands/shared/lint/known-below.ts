import { MigratorError } from '../../../errors/migrator-error.ts';
import { mayMatter } from '../../../lint/read/may-matter.ts';
import type { ParsedRevision } from '../../../lint/rule/parsed.ts';
import type { SqlParser } from '../../../ports/sql-parser.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import type { Workbench } from '../workbench.ts';
import { type Below, readBelow } from './below.ts';

/**
 * What the revisions below some others have made, as far as the statements of those need it.
 *
 * @param isBelow by id
 * @param drafts above those, and not written yet
 */
export function knownBelow(
  bench: Pick<Workbench, 'workspace' | 'graph' | 'files'>,
  parser: SqlParser,
  isBelow: (id: string) => boolean,
  linted: readonly ParsedRevision[],
  drafts: readonly RevisionFile[] = [],
): Below {
  const below = bench.graph().ordered.filter(({ id, kind }) => kind === 'sql' && isBelow(id));
  return readBelow(both(readEach(bench, below, mayMatter(linted)), drafts), parser);
}

/**
 * One after the other: of a long history not all are in memory at once. One that cannot be read is for `check` to tell;
 * here it makes nothing known, so that what it made counts as in use.
 */
function* readEach(
  { workspace, files }: Pick<Workbench, 'workspace' | 'files'>,
  revisions: readonly RevisionFile['revision'][],
  matters: (text: string) => boolean,
): Generator<RevisionFile> {
  for (const revision of revisions) {
    // Batches in the background are said in headers.
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
