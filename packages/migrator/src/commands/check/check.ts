import { inspectGraph } from '../../graph/build/inspect-graph.ts';
import { type Approval, approvals } from '../../graph/slices/approvals.ts';
import type { KnownFiles } from '../../ports/workspace/kept/known-files.ts';
import type { UnknownExtension, UnknownStatement } from '../../sql-objects/races/race.ts';
import { type Affected, type ChangeScope, changeScope, findAffected, reachesAny } from '../shared/affected/affected.ts';
import { type Finding, findingOf } from '../shared/finding.ts';
import { severalHeads, severalHeadsFinding } from '../shared/heads/several-heads.ts';
import { knownSlice, onlySlice } from '../shared/known-slice.ts';
import { type NotCompared, notCompared, type SchemaComparison } from '../shared/schema/schema-comparison.ts';
import { backgroundFindings } from './background-findings.ts';
import type { CheckBench } from './check-bench.ts';
import type { DatabaseComparison } from './check-database.ts';
import { checkStaged } from './check-staged.ts';
import { databaseFindings } from './database-findings.ts';
import { errorsOfLint } from './errors-of-lint.ts';
import { labelFindings } from './headers/label-findings.ts';
import { noteFindings } from './headers/note-findings.ts';
import { historyFindings } from './history/history-findings.ts';
import { type FixedDependency, fixDependencies } from './packages/fix-dependencies.ts';
import { missingDependencies, missingDependencyFinding } from './packages/missing-dependencies.ts';
import { staleMerges, unprovenFindings } from './proof-findings.ts';
import { withRememberedFiles } from './remembered-files.ts';
import { type SchemaFindings, schemaFindings } from './schema-findings.ts';
import { snapshotOrphans } from './snapshot-orphans.ts';
import { isWholeProven } from './whole-proven.ts';

export interface CheckResult {
  /** How many revisions were read. */
  readonly revisions: number;
  /** The slices that there are. */
  readonly slices: readonly string[];
  /** What a change reaches, if only that was checked; otherwise `null`. */
  readonly affected: Affected | null;
  readonly findings: readonly Finding[];
  /**
   * Of new or changed revisions that reach into slices of other owners; empty unless only what a change reaches was
   * checked.
   */
  readonly approvals: readonly Approval[];
  /** The dependencies that `--fix` wrote. */
  readonly fixed: readonly FixedDependency[];
  /** For every slice: whether its schema was compared with its revisions. */
  readonly schemas: readonly SchemaComparison[];
  /** Unordered revisions that run code whose effect cannot be read, one entry each. */
  readonly unread: readonly UnknownStatement[];
  /** Revisions that create an extension with unknown members, if unordered revisions may use them. */
  readonly unknownExtensions: readonly UnknownExtension[];
  /** Whether `validate` has built all heads of the current files from nothing; `null` if that was not checked. */
  readonly wholeProven: boolean | null;
  /** The comparison of the database; `null` if it was not compared. */
  readonly database: DatabaseComparison | null;
}

/** What `check` checks. */
export interface CheckOptions {
  readonly slice?: string | undefined;
  /** Compare the Drizzle schemas with the revisions; default true. */
  readonly schema?: boolean | undefined;
  /** Also compare the database with what its applied revisions build. */
  readonly database?: boolean | undefined;
  /** Only the slices that changed since this git branch or commit, and those that depend on them. */
  readonly affectedSince?: string | undefined;
  /** Only the slices that the next commit changes, in their staged version. */
  readonly staged?: boolean | undefined;
  /** Write missing dependencies into package.json files. */
  readonly fix?: boolean | undefined;
}

/**
 * Finds everything that is wrong in the revision files, the graph and the schemas; an empty list if nothing is. It
 * reads every file and does not stop at the first problem.
 */
export async function check(bench: CheckBench, options: CheckOptions = {}): Promise<CheckResult> {
  const result = await checkWhat(withRememberedFiles(bench), options);
  const drift = result.findings.filter(({ code }) => code.startsWith('drift-')).map(({ message }) => message);
  if (result.database !== null) await bench.tellDrift?.(drift);
  return result;
}

async function checkWhat(bench: CheckBench, options: CheckOptions): Promise<CheckResult> {
  const { staged, affectedSince } = options;
  if (staged === true) {
    const loadsSchemas = options.schema !== false;
    return await checkStaged(bench, loadsSchemas, (copy, ...what) => checkFiles(copy, options, ...what));
  }
  const known = await bench.knownFiles(new Map());
  if (affectedSince === undefined) return await checkFiles(bench, options, undefined, known);
  const { paths, ...since } = await (await bench.changes()).since(affectedSince);
  return await checkFiles(bench, options, await changeScope(bench, { since, paths }), known);
}

/**
 * @param changed what a change touches, where only that is checked
 * @param known files that need not be read
 */
async function checkFiles(
  bench: CheckBench,
  options: CheckOptions,
  changed?: ChangeScope,
  known?: KnownFiles,
): Promise<CheckResult> {
  const { slices } = bench.workspace;
  const slice = knownSlice(bench.workspace, options.slice);
  const labels = slices.map(({ label }) => label);
  const isCommit = changed?.changes.since === null;
  if (isCommit && !reachesAny(changed, slices)) {
    return { ...UNTOUCHED, slices: labels, schemas: labels.map((label) => notCompared(label, 'not-chosen')) };
  }
  // Schemas are loaded in a thread of their own, meanwhile the files are read; for a commit, the few that it reaches,
  // once they are known.
  if (options.schema !== false) (await bench.differ()).prepare?.(isCommit ? [] : slices, slices);
  const [answers, effects] = await Promise.all([bench.answers(), bench.effects()]);
  const { revisions, problems, checksums } = bench.workspace.inspect(
    (checksum) => answers.isSound(checksum) || effects.has(checksum),
    known,
  );
  const affected = changed === undefined ? null : findAffected(changed, slices, revisions);
  const only = affected === null ? onlySlice(slice) : new Set(affected.slices.map((each) => each.slice));
  const faults = [...problems, ...inspectGraph(revisions)];
  const isWanted = ({ slice: of }: Pick<Finding, 'slice'>): boolean =>
    only === undefined || of === null || only.has(of);
  // A graph with faults cannot be built: its heads and what depends on it are not checked.
  if (faults.length === 0) bench.graph(revisions);
  const { findings, comparisons, unread, unknownExtensions, compared } =
    faults.length > 0 ? nothing(labels, 'failed') : await graphFindings(bench, options, { only, checksums, isCommit });
  const orphans = snapshotOrphans(slices, revisions, bench.files);
  const mislabelled = labelFindings(slices, revisions);
  const linted = faults.length > 0 ? [] : await errorsOfLint(bench, affected);
  const lacking = await missingDependencies(slices, revisions, bench.files, bench.packages);
  const missing = lacking.filter((each) => isWanted(each));
  const fixed = options.fix === true ? fixDependencies(missing, bench.files) : [];
  const left = fixed.length > 0 ? [] : missing.map(missingDependencyFinding);
  return {
    revisions: revisions.length,
    slices: labels,
    affected,
    findings: [
      // All slices share one graph, so faults in it are reported whatever slice was asked for.
      ...faults.map(findingOf),
      ...[
        ...findings,
        ...mislabelled,
        ...noteFindings(revisions, bench.settings.notes),
        ...orphans,
        ...unprovenFindings(revisions),
        ...linted,
        ...left,
      ].filter(isWanted),
    ],
    approvals: affected === null || faults.length > 0 ? [] : approvalsOf(bench, affected),
    fixed,
    schemas: comparisons,
    unread,
    unknownExtensions,
    wholeProven: isCommit || faults.length > 0 ? null : await isWholeProven(bench, checksums),
    database: compared,
  };
}

/** A commit that touches no slice needs no check, so no revision is read for it. */
const UNTOUCHED: Omit<CheckResult, 'slices' | 'schemas'> = {
  revisions: 0,
  affected: { since: null, slices: [], revisions: [] },
  findings: [],
  approvals: [],
  fixed: [],
  unread: [],
  unknownExtensions: [],
  wholeProven: null,
  database: null,
};

/** Which part of the graph is checked. */
interface Scope {
  /** Slice labels; absent: all. */
  readonly only: ReadonlySet<string> | undefined;
  /** By file, of the revisions that were just read. */
  readonly checksums: ReadonlyMap<string, string>;
  /** Whether only what the next commit reaches is checked; then somebody waits for the answer. */
  readonly isCommit: boolean;
}

interface GraphFindings extends SchemaFindings, Pick<CheckResult, 'unread' | 'unknownExtensions'> {
  readonly compared: DatabaseComparison | null;
}

function nothing(labels: readonly string[], reason: NotCompared): GraphFindings {
  const comparisons = labels.map((label) => notCompared(label, reason));
  return { findings: [], comparisons, unread: [], unknownExtensions: [], compared: null };
}

/** What is wrong in a graph that can be built, and in all that depends on it. */
async function graphFindings(
  bench: CheckBench,
  { schema, database }: CheckOptions,
  { only, checksums, isCommit }: Scope,
): Promise<GraphFindings> {
  const labels = bench.workspace.slices.map(({ label }) => label);
  if (only?.size === 0) return nothing(labels, 'not-chosen');
  const several = await severalHeads(bench, bench.graph(), only);
  const applied = database === true ? await databaseFindings(bench, only) : { findings: [], comparison: null };
  // While the thread of the schemas is running, the histories are compared: it has its task before that, in this turn.
  const ofHistory = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return await historyFindings(bench, { only, checksums });
  };
  const [declared, { owned, races, ahead, unread, unknownExtensions }] = await Promise.all([
    schema === false ? nothing(labels, 'not-asked') : schemaFindings(bench, { only, quick: isCommit, checksums }),
    ofHistory(),
  ]);
  return {
    findings: [
      ...several.map(severalHeadsFinding),
      ...staleMerges(bench),
      ...backgroundFindings(bench.graph(), bench.workspace),
      ...owned,
      ...races,
      ...ahead,
      ...declared.findings,
      ...applied.findings,
    ],
    comparisons: declared.comparisons,
    unread,
    unknownExtensions,
    compared: applied.comparison,
  };
}

function approvalsOf({ graph: load, workspace }: CheckBench, { revisions }: Affected): readonly Approval[] {
  const graph = load();
  return approvals(
    graph,
    revisions.map((id) => graph.require(id)),
    workspace.slices,
  );
}
