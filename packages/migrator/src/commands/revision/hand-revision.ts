import { SqlFileEmptyError, SqlFileMissingError } from '../../errors/generate-errors.ts';
import { InvalidHeaderValueError } from '../../errors/revision-errors.ts';
import { UsageError } from '../../errors/usage-errors.ts';
import type { RevisionGraph } from '../../graph/revision-graph.ts';
import type { Slice } from '../../ports.ts';
import { parseAlters } from '../../revision/header-values.ts';
import { parseRevisionFile } from '../../revision/parse-revision-file.ts';
import { printHeader } from '../../revision/print-header.ts';
import { printRevisionFile } from '../../revision/print-revision-file.ts';
import type { AlteredSlices, Revision } from '../../revision/revision.ts';
import { splitStatements } from '../../revision/split-statements.ts';
import { knownSlice } from '../known-slice.ts';
import { dataStub } from './data-stub.ts';
import { type Draft, newRevision } from './draft-revision.ts';
import { placeIn } from './place-in-slice.ts';
import type { RevisionContext } from './revision-context.ts';
import type { RevisionOptions } from './revision-options.ts';

const NO_EFFECT = { lossy: [], rows: [] };

/** A revision that a person writes: empty sections, a data revision to fill in, or the SQL of a file. */
export function handRevision(
  context: RevisionContext,
  graph: RevisionGraph,
  slice: Slice,
  options: RevisionOptions,
): Draft {
  const isFirst = !graph.revisions.some((revision) => revision.slice === slice.label);
  const revision = newRevision(context, {
    placement: placeIn(graph, context.workspace, slice, options),
    slice,
    kind: options.data === true ? 'ts' : 'sql',
    message: options.message,
    labels: [
      ...(isFirst && graph.labelled(slice.label) === undefined ? [slice.label] : []),
      ...(options.branchLabels ?? []),
    ],
    id: options.revisionId,
    unproven: options.unproven,
    alters: alteredSlices(context, options),
  });
  const source = { slice: slice.label, file: revision.file };
  const file = parseRevisionFile(textOf(context, revision, options), source);
  return { slice, file, upgrade: NO_EFFECT, downgrade: NO_EFFECT };
}

/** The value of `--alters`, in the words of the header. */
function alteredSlices({ workspace }: RevisionContext, { alters }: RevisionOptions): AlteredSlices | undefined {
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

function textOf(context: RevisionContext, revision: Revision, options: RevisionOptions): string {
  if (options.data === true) return `${printHeader(revision)}\n${dataStub()}`;
  if (options.sqlFile !== undefined) return sqlText(context, revision, options.sqlFile);
  return printRevisionFile({ revision, upgrade: { statements: [] }, downgrade: { statements: [] } });
}

const MARKER = /^--\s*migrate:(?:upgrade|downgrade)\b/m;

/** A file with markers is taken as it is below the header; one without is the upgrade, and nobody knows the way back. */
function sqlText(context: RevisionContext, revision: Revision, path: string): string {
  const text = context.files.read(path);
  if (text === undefined) throw new SqlFileMissingError(path);
  const header = printHeader(revision);
  if (MARKER.test(text)) return `${header}\n${text.endsWith('\n') ? text : `${text}\n`}`;
  const { length } = splitStatements(text, { slice: revision.slice, file: path });
  if (length === 0) throw new SqlFileEmptyError(path);
  const downgrade = '-- migrate:downgrade irreversible="the SQL file says no way back"\n';
  return `${header}\n-- migrate:upgrade\n${text.trimEnd().replace(/;?$/, ';')}\n\n${downgrade}`;
}
