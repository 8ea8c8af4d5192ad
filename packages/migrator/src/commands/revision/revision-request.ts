import { InvalidHeaderValueError } from '../../errors/files/header-value-errors.ts';
import { SliceRequiredError } from '../../errors/graph/placement-errors.ts';
import { UsageError } from '../../errors/usage/usage-error.ts';
import { resolveNodes } from '../../graph/symbols/resolve-nodes.ts';
import { parseAlters } from '../../revision/header/header-values.ts';
import type { AlteredSlices } from '../../revision/revision.ts';
import type { Slice } from '../../revision/slice.ts';
import { parseCastFlag } from '../../schema/cast/cast-flag.ts';
import { parseNewFlag, parseRenameFlag, type RenameFlag } from '../../schema/rename/rename-flag.ts';
import type { RenameChoices } from '../../schema/rename/resolve-renames.ts';
import type { PlaceOptions } from '../shared/heads/place-in-slice.ts';
import { knownSlice } from '../shared/known-slice.ts';
import { fitNotes } from '../shared/notes/fit-notes.ts';
import type { Workbench } from '../shared/workbench.ts';
import { type AskedBatch, askedBatch } from './batch/asked-batch.ts';
import type { Casts } from './generate/steps/generate-steps.ts';
import { refuseOptions } from './refuse-options.ts';
import type { AskedChange, RevisionOptions } from './revision-options.ts';

/** What every request for a new revision has. */
export interface NewRevision {
  readonly message: string;
  readonly revisionId: string | undefined;
  readonly branchLabels: readonly string[];
  readonly place: PlaceOptions;
  /** Why it is written without a proof; `undefined` when it is proven. */
  readonly unproven: string | undefined;
  /** Lines for people in the header. */
  readonly notes: readonly string[];
  /** The slices that were chosen. */
  readonly slices: readonly Slice[];
}

/** Revisions from what changed in the schemas. */
export interface Generated extends NewRevision {
  readonly kind: 'generated';
  /** Whether one slice was named: it must not build on what others have not built yet. */
  readonly isAlone: boolean;
  /** See `CompareOptions`. */
  readonly areNamed?: boolean | undefined;
  readonly renames: readonly RenameFlag[];
  readonly created: readonly RenameFlag[];
  /** See `CompareOptions`. */
  readonly answers?: RenameChoices['answers'] | undefined;
  readonly casts: Casts;
  readonly allowEmpty: boolean;
  /** Large tables and their keys, as in `--batch`: their rows are changed in batches. */
  readonly batches: readonly string[];
}

interface ByHand extends NewRevision {
  readonly slice: Slice;
  readonly alters: AlteredSlices | undefined;
}

interface InBatches {
  /** Its sections run in batches. */
  readonly batch: AskedBatch | undefined;
}

/** Two empty sections. */
export interface Empty extends ByHand, InBatches {
  readonly kind: 'empty';
}

/** A TypeScript data revision to fill in. */
export interface Data extends ByHand, InBatches {
  readonly kind: 'data';
}

/** The SQL of a file. */
export interface SqlFile extends ByHand {
  readonly kind: 'sql-file';
  /** Relative to the root of the workspace. */
  readonly path: string;
}

export type RevisionRequest = Generated | Empty | Data | SqlFile;

/**
 * Reads the options of `revision`, and refuses everything that can be refused before a schema is read. Throws a
 * `UsageError` or what a symbol throws.
 */
export function revisionRequest(
  bench: Pick<Workbench, 'workspace' | 'graph' | 'settings'>,
  options: RevisionOptions,
): RevisionRequest {
  refuseOptions(() => bench.graph(), options);
  const { message, revisionId, branchLabels = [], heads, splice, dependsOn, unproven, sqlFile } = options;
  const notes = fitNotes('revision', options.notes ?? {}, bench.settings);
  const slices = chosenSlices(bench, options);
  const asked: NewRevision = {
    ...{ message, revisionId, branchLabels, unproven, notes, slices },
    place: { heads, splice, dependsOn },
  };
  const byHand = (): ByHand => ({ ...asked, slice: oneSlice(bench, slices), alters: altersOf(bench, options) });
  const batch = options.batch === undefined ? undefined : askedBatch(options.batch);
  if (options.empty === true) return { kind: 'empty', batch, ...byHand() };
  if (options.data === true) return { kind: 'data', batch, ...byHand() };
  if (sqlFile !== undefined) return { kind: 'sql-file', path: sqlFile, ...byHand() };
  return generatedFrom(asked, options);
}

/** The request for changes in the schemas of some slices, as other commands make it. */
export function askedRequest(
  bench: Pick<Workbench, 'workspace'>,
  { message, slices, isAlone, areNamed, unproven, notes, ...flags }: AskedChange,
): Generated {
  const request = generatedRequest(bench, { message });
  return { ...generatedFrom({ ...request, slices, unproven, notes }, flags), isAlone, areNamed };
}

/** The request for all changes in the schemas of all slices. */
export function generatedRequest(
  bench: Pick<Workbench, 'workspace'>,
  { message }: { readonly message: string },
): Generated {
  const { slices } = bench.workspace;
  const place = { heads: undefined, splice: undefined, dependsOn: undefined };
  const asked = { message, revisionId: undefined, branchLabels: [], unproven: undefined, notes: [], slices, place };
  return generatedFrom(asked, {});
}

function generatedFrom(asked: NewRevision, options: Partial<RevisionOptions>): Generated {
  return {
    ...asked,
    kind: 'generated',
    isAlone: options.slice !== undefined,
    renames: (options.renames ?? []).map(parseRenameFlag),
    created: (options.created ?? []).map(parseNewFlag),
    casts: { up: (options.casts ?? []).map(parseCastFlag), down: (options.castsBack ?? []).map(parseCastFlag) },
    allowEmpty: options.allowEmpty === true,
    batches: options.batch === undefined ? [] : [askedBatch(options.batch).text],
  };
}

/** The slice of `--slice`, that of the first `--head`, or all. */
function chosenSlices(
  bench: Pick<Workbench, 'workspace' | 'graph'>,
  { slice, heads = [] }: RevisionOptions,
): readonly Slice[] {
  const { slices } = bench.workspace;
  const label = knownSlice(bench.workspace, slice) ?? sliceOfHead(bench, heads);
  return label === undefined ? slices : slices.filter((each) => each.label === label);
}

function sliceOfHead({ graph: load }: Pick<Workbench, 'graph'>, [first]: readonly string[]): string | undefined {
  if (first === undefined) return undefined;
  const graph = load();
  const [node] = resolveNodes(graph, first).filter((it) => it >= 0);
  return node === undefined ? undefined : graph.revisionAt(node).slice;
}

function oneSlice({ workspace }: Pick<Workbench, 'workspace'>, [slice, another]: readonly Slice[]): Slice {
  if (slice !== undefined && another === undefined) return slice;
  throw new SliceRequiredError({ slices: workspace.slices.map(({ label }) => label) });
}

/** The value of `--alters`, in the words of the header. */
function altersOf({ workspace }: Pick<Workbench, 'workspace'>, { alters }: RevisionOptions): AlteredSlices | undefined {
  if (alters === undefined) return undefined;
  try {
    const found = parseAlters({ value: alters.trim(), place: { slice: '', file: '--alters', line: 1, column: 1 } });
    for (const slice of found.slices) knownSlice(workspace, slice);
    return found;
  } catch (error) {
    if (!(error instanceof InvalidHeaderValueError)) throw error;
    throw new UsageError({ problem: 'alters-unreadable', value: alters });
  }
}
