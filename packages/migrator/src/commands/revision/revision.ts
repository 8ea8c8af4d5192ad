import { SliceRequiredError } from '../../errors/graph/placement-errors.ts';
import { UsageError } from '../../errors/workspace/usage-errors.ts';
import { approvals } from '../../graph/slices/approvals.ts';
import { buildGraph } from '../../graph/structure/build-graph.ts';
import { resolveNodes } from '../../graph/symbols/resolve-nodes.ts';
import type { HookRun } from '../../ports/workspace/post-write.ts';
import type { Slice } from '../../revision/slice.ts';
import { printSnapshot } from '../../schema/entity/snapshot.ts';
import { afterWriting } from '../shared/after-writing.ts';
import { knownSlice } from '../shared/known-slice.ts';
import { summarize } from '../shared/revision-summary.ts';
import { snapshotFile } from '../shared/schema/slice-state.ts';
import { type Draft, refuseTaken } from './draft-revision.ts';
import { generateRevisions } from './generate/generate-revisions.ts';
import { proveDrafts } from './generate/prove-drafts.ts';
import { handRevision } from './hand-revision.ts';
import type { RevisionBench } from './revision-bench.ts';
import type { RevisionOptions, RevisionResult, WrittenRevision } from './revision-options.ts';
import { refuseForeignSql } from './sql-file/refuse-foreign-sql.ts';
import { proveSqlFile } from './sql-file/sql-file-draft.ts';

/**
 * Writes new revisions: from what changed in the Drizzle schemas (of one slice or of all), or by hand (`empty`, `data`, `sqlFile`). Generated
 * ones and SQL files are proven before they are written, unless `unproven` says why not. Nothing is written when anything fails.
 */
export async function revision(bench: RevisionBench, options: RevisionOptions): Promise<RevisionResult> {
  checkOptions(options);
  refuseTaken(bench.graph(), options);
  const slices = chosenSlices(bench, options);
  const isHand = options.empty === true || options.data === true || options.sqlFile !== undefined;
  const drafts = isHand ? await byHand(bench, slices, options) : await generated(bench, slices, options);
  const added = drafts.map(({ file }) => file.revision);
  const graph = buildGraph([...bench.graph().revisions, ...added]);
  for (const draft of drafts) write(bench, draft);
  const hooks: HookRun[] = [];
  const revisions: WrittenRevision[] = [];
  for (const draft of drafts) {
    const finished = await afterWriting(bench, draft.file);
    hooks.push(...finished.hooks);
    revisions.push(writtenRevision(draft, finished.text));
  }
  return {
    slices: slices.map(({ label }) => label),
    revisions,
    approvals: approvals(graph, added, bench.workspace.slices),
    hooks,
  };
}

/** The schemas are loaded by another thread, which takes as long as to build what is below the revision. */
function prepareProofs(bench: RevisionBench, [slice, another]: readonly Slice[], options: RevisionOptions): void {
  const isKnown = slice !== undefined && another === undefined && options.heads === undefined;
  const heads = isKnown ? bench.graph().headsOfSlice(slice.label) : undefined;
  // What is wrong shows when something is proven.
  bench.prover().then(
    (prover) => prover.prepare(heads),
    () => undefined,
  );
}

async function generated(
  bench: RevisionBench,
  slices: readonly Slice[],
  options: RevisionOptions,
): Promise<readonly Draft[]> {
  if (options.unproven === undefined) prepareProofs(bench, slices, options);
  const drafts = await generateRevisions(bench, slices, options);
  if (drafts.length > 0 && options.unproven === undefined) {
    await proveDrafts(await bench.prover(), await bench.differ(), drafts);
  }
  return drafts;
}

async function byHand(
  bench: RevisionBench,
  slices: readonly Slice[],
  options: RevisionOptions,
): Promise<readonly Draft[]> {
  const [slice, another] = slices;
  if (slice === undefined || another !== undefined) {
    throw new SliceRequiredError({ slices: bench.workspace.slices.map(({ label }) => label) });
  }
  const graph = bench.graph();
  const draft = handRevision(bench, graph, slice, options);
  buildGraph([...graph.revisions, draft.file.revision]);
  if (options.sqlFile !== undefined) await refuseForeignSql(bench, options.sqlFile, [draft]);
  // An empty section or a stub has nothing to prove yet.
  const isProvable = options.sqlFile !== undefined && options.unproven === undefined;
  return [isProvable ? await proveSqlFile(bench, graph, draft, options) : draft];
}

function write(bench: RevisionBench, { file, slice, entities }: Draft): void {
  const { id } = file.revision;
  // The snapshot first: a revision without one would be generated again.
  if (entities !== undefined) {
    bench.files.create(snapshotFile(slice, id), printSnapshot({ slice: slice.label, revision: id, entities }));
  }
  bench.files.create(file.revision.file, file.text);
}

function writtenRevision(draft: Draft, text: string): WrittenRevision {
  const { file, slice, entities, upgrade, downgrade, differences = [] } = draft;
  const effect = ({ lossy, rows }: Draft['upgrade']) => ({ lossy, rows });
  return {
    ...summarize(file.revision),
    upgrade: effect(upgrade),
    downgrade: effect(downgrade),
    renames: file.revision.renames ?? [],
    differences,
    snapshot: entities === undefined ? null : snapshotFile(slice, file.revision.id),
    text,
  };
}

/** The slice of `--slice`, that of the first `--head`, or all. */
function chosenSlices(bench: RevisionBench, options: RevisionOptions): readonly Slice[] {
  const { slices } = bench.workspace;
  const label = knownSlice(bench.workspace, options.slice) ?? sliceOfHead(bench, options);
  return label === undefined ? slices : slices.filter((slice) => slice.label === label);
}

function sliceOfHead(bench: RevisionBench, { heads }: RevisionOptions): string | undefined {
  const [first] = heads ?? [];
  if (first === undefined) return undefined;
  const graph = bench.graph();
  const [node] = resolveNodes(graph, first).filter((it) => it >= 0);
  return node === undefined ? undefined : graph.revisionAt(node).slice;
}

function checkOptions(options: RevisionOptions): void {
  const kinds = {
    '--empty': options.empty === true,
    '--data': options.data === true,
    '--sql-file': options.sqlFile !== undefined,
  };
  const given = Object.entries(kinds).filter(([, is]) => is);
  const [first, second] = given.map(([flag]) => flag);
  if (second !== undefined) throw new UsageError(`${first} and ${second} exclude each other.`, 'Give one of them.');
  const renames = [...(options.renames ?? []), ...(options.created ?? [])];
  if (first !== undefined && renames.length > 0) {
    throw new UsageError(
      `${first} compares no schemas, so there is nothing to rename.`,
      'Leave --rename and --new out.',
    );
  }
  if (options.message.trim() === '' || /[\r\n]/.test(options.message)) {
    throw new UsageError('A revision needs a message of one line.', 'migrate revision -m "add title to events"');
  }
  if (options.unproven !== undefined && options.unproven.trim() === '') {
    throw new UsageError('--unproven needs a reason.', '--unproven "needs an extension that the scratch server lacks"');
  }
}
