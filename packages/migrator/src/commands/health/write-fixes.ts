import { MigratorError } from '../../errors/migrator-error.ts';
import { buildGraph } from '../../graph/build/build-graph.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import type { Judged } from '../../health/judge.ts';
import type { Fix, FixSections } from '../../health/rule.ts';
import type { HookRun } from '../../ports/workspace/post-write.ts';
import { parseRevisionFile } from '../../revision/parse-revision-file.ts';
import { printRevisionFile } from '../../revision/print-revision-file.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import type { Slice } from '../../revision/slice.ts';
import type { SchemaEntity } from '../../schema/entity/schema-entity.ts';
import { printSnapshot } from '../../schema/entity/snapshot.ts';
import { afterWriting } from '../shared/after-writing.ts';
import { placeIn } from '../shared/heads/place-in-slice.ts';
import { newRevision } from '../shared/new-revision.ts';
import type { Owners } from '../shared/ownership/owners.ts';
import { summarize } from '../shared/revision-summary.ts';
import { snapshotFile } from '../shared/schema/slice-state.ts';
import { declaredWith, declareText } from './declared-with.ts';
import type { HealthBench } from './health-bench.ts';
import type { HealthFix } from './health-result.ts';

interface Owned {
  readonly found: Judged;
  readonly owner: string | null;
}

interface Draft {
  readonly file: RevisionFile;
  readonly slice: Slice;
  /** What the slice declares with it; `undefined`: unknown. */
  readonly entities: readonly SchemaEntity[] | undefined;
  readonly for: HealthFix;
}

/**
 * Writes a revision for each finding that one can fix, into the slice that owns it. All are proven before the first is
 * written; what cannot be proven is not written, and why is reported.
 */
export async function writeFixes(
  bench: HealthBench,
  owned: Owners,
  findings: readonly Owned[],
): Promise<{ readonly fixes: readonly HealthFix[]; readonly hooks: readonly HookRun[] }> {
  const drafts: Draft[] = [];
  const unwritten: HealthFix[] = [];
  const states = new Map<string, readonly SchemaEntity[] | undefined>();
  for (const { found, owner } of findings) {
    const { code, object, fix } = found;
    const slice = bench.workspace.slices.find(({ label }) => label === owner);
    if (fix === undefined) continue;
    const none = { code, object, revision: null, declare: null };
    if (slice === undefined) {
      unwritten.push({ ...none, problem: 'no revision creates it, so no slice owns it' });
      continue;
    }
    const state = states.has(slice.label) ? states.get(slice.label) : owned.stateOf(slice);
    const proven = await firstProven(bench, drafts, slice, fix);
    if (typeof proven === 'string') {
      unwritten.push({ ...none, problem: proven });
      continue;
    }
    const changed = state === undefined || fix.declare === undefined ? undefined : declaredWith(state, fix.declare);
    // A revision that changes the schema has to say what there is since, even if nothing changed; if that was unknown,
    // it stays unknown.
    const entities = changed ?? (state?.length === 0 ? undefined : state);
    states.set(slice.label, entities ?? state);
    const declare = changed === undefined || fix.declare === undefined ? null : declareText(fix.declare);
    const revision = summarize(proven.revision);
    drafts.push({ file: proven, slice, entities, for: { code, object, revision, declare, problem: null } });
  }
  const hooks = await write(bench, drafts);
  return { fixes: [...drafts.map((draft) => draft.for), ...unwritten], hooks };
}

/** The first fix that can be proven above what is written and drafted; otherwise why the last one cannot. */
async function firstProven(
  bench: HealthBench,
  drafts: readonly Draft[],
  slice: Slice,
  { message, ways }: Fix,
): Promise<RevisionFile | string> {
  const prover = await bench.prover();
  const files = drafts.map(({ file }) => file);
  const graph = buildGraph([...bench.graph().revisions, ...files.map(({ revision }) => revision)]);
  let problem = 'nothing was tried';
  for (const way of ways) {
    try {
      const file = draftOf(bench, graph, slice, message, way);
      await prover.prove({ drafts: [...files, file] });
      return file;
    } catch (error) {
      if (!(error instanceof MigratorError)) throw error;
      problem = error.message;
    }
  }
  return problem;
}

function draftOf(
  bench: HealthBench,
  graph: RevisionGraph,
  slice: Slice,
  message: string,
  way: FixSections,
): RevisionFile {
  const { upgrade, downgrade, transaction } = way;
  const revision = newRevision(bench, {
    placement: placeIn(graph, bench.workspace, slice, {}),
    ...{ slice, message, kind: 'sql', labels: [] },
  });
  const section = (sql: string | null) => (sql === null ? { statements: [] } : { transaction, statements: [{ sql }] });
  const text = printRevisionFile({ revision, upgrade: section(upgrade), downgrade: section(downgrade) });
  return parseRevisionFile(text, { slice: slice.label, file: revision.file });
}

async function write(bench: HealthBench, drafts: readonly Draft[]): Promise<readonly HookRun[]> {
  for (const { file, slice, entities } of drafts) {
    const { id } = file.revision;
    // The snapshot first: a revision without one would be generated again.
    if (entities !== undefined) {
      bench.files.create(snapshotFile(slice, id), printSnapshot({ slice: slice.label, revision: id, entities }));
    }
    bench.files.create(file.revision.file, file.text);
  }
  const hooks: HookRun[] = [];
  for (const { file } of drafts) hooks.push(...(await afterWriting(bench, file)).hooks);
  return hooks;
}
