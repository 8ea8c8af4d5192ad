import { InvalidHeaderValueError } from '../../errors/files/header-value-errors.ts';
import { UsageError } from '../../errors/workspace/usage-errors.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { parseAlters } from '../../revision/header/header-values.ts';
import { printHeader } from '../../revision/header/print-header.ts';
import { parseRevisionFile } from '../../revision/parse-revision-file.ts';
import { printRevisionFile } from '../../revision/print-revision-file.ts';
import type { AlteredSlices, Revision } from '../../revision/revision.ts';
import type { Slice } from '../../revision/slice.ts';
import { knownSlice } from '../shared/known-slice.ts';
import { newRevision } from '../shared/new-revision.ts';
import { dataStub } from './data-stub.ts';
import type { Draft } from './draft-revision.ts';
import { placeIn } from './place-in-slice.ts';
import type { RevisionBench } from './revision-bench.ts';
import type { RevisionOptions } from './revision-options.ts';
import { readSqlFile } from './sql-file/read-sql-file.ts';

const NO_EFFECT = { lossy: [], rows: [] };

/** A revision that a person writes: empty sections, a data revision to fill in, or the SQL of a file. */
export function handRevision(
  bench: RevisionBench,
  graph: RevisionGraph,
  slice: Slice,
  options: RevisionOptions,
): Draft {
  const isFirst = !graph.revisions.some((revision) => revision.slice === slice.label);
  const revision = newRevision(bench, {
    placement: placeIn(graph, bench.workspace, slice, options),
    slice,
    kind: options.data === true ? 'ts' : 'sql',
    message: options.message,
    labels: [
      ...(isFirst && graph.labelled(slice.label) === undefined ? [slice.label] : []),
      ...(options.branchLabels ?? []),
    ],
    id: options.revisionId,
    unproven: options.unproven,
    alters: alteredSlices(bench, options),
  });
  const source = { slice: slice.label, file: revision.file };
  if (options.sqlFile === undefined) {
    const file = parseRevisionFile(textOf(revision, options), source);
    return { slice, file, upgrade: NO_EFFECT, downgrade: NO_EFFECT };
  }
  const given = readSqlFile(bench, revision, options.sqlFile);
  const file = parseRevisionFile(given.revisionText, source);
  return { slice, file, given: given.asFile(file), upgrade: NO_EFFECT, downgrade: NO_EFFECT };
}

/** The value of `--alters`, in the words of the header. */
function alteredSlices({ workspace }: RevisionBench, { alters }: RevisionOptions): AlteredSlices | undefined {
  if (alters === undefined) return undefined;
  try {
    const found = parseAlters({ value: alters.trim(), place: { slice: '', file: '--alters', line: 1, column: 1 } });
    for (const slice of found.slices) knownSlice(workspace, slice);
    return found;
  } catch (error) {
    if (!(error instanceof InvalidHeaderValueError)) throw error;
    throw new UsageError(
      `--alters ${alters} names no slices and a reason.`,
      `--alters 'common "the column moves to events"'`,
    );
  }
}

function textOf(revision: Revision, { data }: RevisionOptions): string {
  if (data === true) return `${printHeader(revision)}\n${dataStub()}`;
  return printRevisionFile({ revision, upgrade: { statements: [] }, downgrade: { statements: [] } });
}
