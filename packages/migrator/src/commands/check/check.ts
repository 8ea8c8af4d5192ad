import { type Approval, approvals } from '../../graph/slices/approvals.ts';
import { inspectGraph } from '../../graph/structure/inspect-graph.ts';
import type { RevisionFiles } from '../../ports/workspace/revision-files.ts';
import type { UnknownStatement } from '../../sql-objects/races/race.ts';
import type { RevisionContext } from '../revision/revision-context.ts';
import { type Affected, type AffectedContext, findAffected, reachesAny } from '../shared/affected.ts';
import type { AuthoredContext } from '../shared/authors.ts';
import { type Finding, findingOf } from '../shared/finding.ts';
import { knownSlice, onlySlice } from '../shared/known-slice.ts';
import { brokenOwnership, brokenOwnershipError, historyEffects } from '../shared/ownership/broken-ownership.ts';
import type { OwnershipContext } from '../shared/ownership/ownership-context.ts';
import { type NotCompared, notCompared, type SchemaComparison } from '../shared/schema-comparison.ts';
import { severalHeads, severalHeadsFinding } from '../shared/several-heads.ts';
import type { DriftContext } from './check-database.ts';
import { databaseFindings } from './database-findings.ts';
import { type FixedDependency, fixDependencies } from './packages/fix-dependencies.ts';
import { missingDependencies, missingDependencyFinding } from './packages/missing-dependencies.ts';
import { staleMerges, unprovenFindings } from './proof-findings.ts';
import { findHistoryRaces, raceFindings } from './race-findings.ts';
import { type SchemaFindings, schemaFindings } from './schema-findings.ts';
import { snapshotOrphans } from './snapshot-orphans.ts';

export interface CheckResult {
  /** How many were read. */
  readonly revisions: number;
  /** The slices that there are. */
  readonly slices: readonly string[];
  /** What a change reaches, when only that was checked; else `null`. */
  readonly affected: Affected | null;
  readonly findings: readonly Finding[];
  /** Of new or changed revisions that reach into slices of other owners; empty unless only what a change reaches was checked. */
  readonly approvals: readonly Approval[];
  /** What `--fix` wrote. */
  readonly fixed: readonly FixedDependency[];
  /** Of every slice: whether its schema was compared with its revisions. */
  readonly schemas: readonly SchemaComparison[];
  /** Where revisions that nothing orders with others run code whose effect cannot be read; one for each revision. */
  readonly unread: readonly UnknownStatement[];
}

export interface CheckOptions {
  readonly slice?: string | undefined;
  /** Check only the slices that a change reaches. */
  readonly affected?: AffectedContext | undefined;
  /** Also compare the Drizzle schemas with what the revisions have built. */
  readonly schemas?: RevisionContext | undefined;
  /** Also compare with what the database has: its applied revisions with the files, its catalog with what they make. */
  readonly database?: DriftContext | undefined;
  /** Also look for statements that change what another slice owns. */
  readonly ownership?: OwnershipContext | undefined;
  /** Also compare the package.json files with what the revisions depend on, and the snapshots with the revisions. */
  readonly files?: RevisionFiles | undefined;
  /** Write the dependencies that package.json files lack. */
  readonly fix?: boolean | undefined;
}

/** All that is wrong in the revision files, the graph and the schemas; nothing wrong is an empty list. Looks at every file, not at the first fault. */
export async function check(context: AuthoredContext, options: CheckOptions = {}): Promise<CheckResult> {
  const { slices } = context.workspace;
  const slice = knownSlice(context.workspace, options.slice);
  const labels = slices.map(({ label }) => label);
  const isCommit = options.affected?.changes.since === null;
  if (isCommit && !reachesAny(options.affected, slices)) {
    return { ...UNTOUCHED, slices: labels, schemas: labels.map((label) => notCompared(label, 'not-chosen')) };
  }
  // Schemas are loaded in a thread of their own, meanwhile the files are read; for a commit, the few that it reaches, once they are known.
  options.schemas?.differ.prepare?.(isCommit ? [] : slices, slices);
  const { effectsCache } = options.ownership ?? {};
  const { revisions, problems, checksums } = context.workspace.inspect(
    (checksum) => effectsCache?.has(checksum) ?? false,
  );
  const affected = options.affected === undefined ? null : findAffected(options.affected, slices, revisions);
  const only = affected === null ? onlySlice(slice) : new Set(affected.slices.map((each) => each.slice));
  const faults = [...problems, ...inspectGraph(revisions)];
  const isWanted = ({ slice: of }: Pick<Finding, 'slice'>): boolean =>
    only === undefined || of === null || only.has(of);
  // A graph that cannot be built has no heads to speak of, and nothing stands on anything in it.
  if (faults.length === 0) context.graph(revisions);
  const { findings, comparisons, unread } =
    faults.length > 0
      ? nothing(labels, 'failed')
      : await graphFindings(context, options, { only, checksums, isCommit });
  const orphans = options.files === undefined ? [] : snapshotOrphans(slices, revisions, options.files);
  const missing = missingDependencies(slices, revisions, options.files).filter((each) => isWanted(each));
  const fixed = options.fix === true ? fixDependencies(missing, options.files) : [];
  const left = fixed.length > 0 ? [] : missing.map(missingDependencyFinding);
  return {
    revisions: revisions.length,
    slices: labels,
    affected,
    findings: [
      // A graph is one: what breaks it is everybody's, and nothing else could be looked at.
      ...faults.map(findingOf),
      ...[...findings, ...orphans, ...unprovenFindings(revisions), ...left].filter(isWanted),
    ],
    approvals: affected === null || faults.length > 0 ? [] : approvalsOf(context, affected),
    fixed,
    schemas: comparisons,
    unread,
  };
}

/** A commit that touches no slice is none of our business: not one revision is read for it. */
const UNTOUCHED: Omit<CheckResult, 'slices' | 'schemas'> = {
  revisions: 0,
  affected: { since: null, slices: [], revisions: [] },
  findings: [],
  approvals: [],
  fixed: [],
  unread: [],
};

/** What `check` looks at. */
interface Scope {
  /** Slice labels; absent: all. */
  readonly only: ReadonlySet<string> | undefined;
  /** By file, of the revisions that were just read. */
  readonly checksums: ReadonlyMap<string, string>;
  /** Only what the next commit reaches; it is waited for. */
  readonly isCommit: boolean;
}

interface GraphFindings extends SchemaFindings {
  readonly unread: readonly UnknownStatement[];
}

function nothing(labels: readonly string[], reason: NotCompared): GraphFindings {
  return { findings: [], comparisons: labels.map((label) => notCompared(label, reason)), unread: [] };
}

/** What is wrong in a graph that can be built, and in all that stands on it. */
async function graphFindings(
  context: AuthoredContext,
  { ownership, schemas, database }: CheckOptions,
  { only, checksums, isCommit }: Scope,
): Promise<GraphFindings> {
  const labels = context.workspace.slices.map(({ label }) => label);
  if (only?.size === 0) return nothing(labels, 'not-chosen');
  const several = await severalHeads(context, context.graph(), only);
  const applied = database === undefined ? [] : await databaseFindings(database, only);
  const [declared, history] = await Promise.all([
    schemas === undefined
      ? nothing(labels, 'not-asked')
      : schemaFindings(schemas, { only, quick: isCommit, checksums }),
    ownership === undefined ? [] : historyEffects(ownership, checksums),
  ]);
  const broken = ownership === undefined ? [] : brokenOwnership(ownership, history, only);
  const owned = broken.map((each) => findingOf(brokenOwnershipError(each)));
  const races = findHistoryRaces(context, history, only);
  return {
    findings: [
      ...several.map(severalHeadsFinding),
      ...staleMerges(context),
      ...owned,
      ...raceFindings(races, only),
      ...declared.findings,
      ...applied,
    ],
    comparisons: declared.comparisons,
    unread: races.unknown,
  };
}

function approvalsOf({ graph: load, workspace }: AuthoredContext, { revisions }: Affected): readonly Approval[] {
  const graph = load();
  return approvals(
    graph,
    revisions.map((id) => graph.require(id)),
    workspace.slices,
  );
}
