import { inspectGraph } from '../graph/inspect-graph.ts';
import { staleProof } from '../proof/merge/stale-proof.ts';
import type { Revision } from '../revision/revision.ts';
import { appliedFindings } from './applied-findings.ts';
import type { AuthoredContext } from './authors.ts';
import { checkDatabase, type DriftContext, driftFinding } from './check-database.ts';
import type { FilesContext } from './context.ts';
import { type Finding, findingOf } from './finding.ts';
import { knownSlice } from './known-slice.ts';
import { brokenOwnership, brokenOwnershipError } from './ownership/broken-ownership.ts';
import type { OwnershipContext } from './ownership/ownership-context.ts';
import type { RevisionContext } from './revision/revision-context.ts';
import { schemaFindings } from './schema-findings.ts';
import { severalHeads, severalHeadsFinding } from './several-heads.ts';

export interface CheckResult {
  readonly revisions: number;
  readonly slices: readonly string[];
  readonly findings: readonly Finding[];
  /** Why the Drizzle schemas were not compared with the revisions; `null` when they were. */
  readonly schemasSkipped: 'no-snapshots' | 'drizzle-kit-missing' | 'not-asked' | null;
}

export interface CheckOptions {
  readonly slice?: string | undefined;
  /** Also compare the Drizzle schemas with what the revisions have built. */
  readonly schemas?: RevisionContext | undefined;
  /** Also compare with what the database has: its applied revisions with the files, its catalog with what they make. */
  readonly database?: DriftContext | undefined;
  /** Also look for statements that change what another slice owns. */
  readonly ownership?: OwnershipContext | undefined;
}

/** All that is wrong in the revision files, the graph and the schemas; nothing wrong is an empty list. Looks at every file, not at the first fault. */
export async function check(context: AuthoredContext, options: CheckOptions = {}): Promise<CheckResult> {
  const slice = knownSlice(context.workspace, options.slice);
  const { revisions, problems } = context.workspace.inspect();
  const faults = [...problems, ...inspectGraph(revisions)];
  // A graph that cannot be built has no heads to speak of.
  const several = faults.length > 0 ? [] : await severalHeads(context, context.graph(), slice);
  const merges = several.map(severalHeadsFinding);
  const applied = options.database && faults.length === 0 ? await databaseFaults(options.database) : [];
  const schemas = options.schemas && faults.length === 0 ? await schemaFindings(options.schemas, slice) : NOT_ASKED;
  const broken = options.ownership && faults.length === 0 ? await brokenOwnership(options.ownership, slice) : [];
  const owned = broken.map((each) => findingOf(brokenOwnershipError(each)));
  const unproven = revisions.flatMap(unprovenFinding);
  const stale = faults.length > 0 ? [] : staleMerges(context, revisions);
  const findings = [
    ...faults.map(findingOf),
    ...merges,
    ...stale,
    ...unproven,
    ...owned,
    ...schemas.findings,
    ...applied,
  ];
  return {
    revisions: revisions.length,
    slices: context.workspace.slices.map(({ label }) => label),
    findings: slice === undefined ? findings : findings.filter((each) => each.slice === null || each.slice === slice),
    schemasSkipped: schemas.skipped ?? null,
  };
}

const NOT_ASKED = { findings: [], skipped: 'not-asked' } as const;

/** Merges without a proof, or with one that does not fit what they join. */
function staleMerges({ workspace, graph: load }: FilesContext, revisions: readonly Revision[]): Finding[] {
  const merges = revisions.filter(({ proof, revises }) => proof !== undefined || revises.length > 1);
  if (merges.length === 0) return [];
  const graph = load();
  return merges.flatMap((merge) => {
    const stale = staleProof(graph, merge, workspace);
    return stale === undefined ? [] : [findingOf(stale)];
  });
}

function unprovenFinding({ id, slice, file, revises, unproven }: Revision): Finding[] {
  if (unproven === undefined) return [];
  const message = `${id} was written without a proof: ${unproven}.`;
  return [
    {
      code: 'revision-unproven',
      message,
      slice,
      file,
      repair:
        revises.length > 1
          ? `migrate merge --again ${id}`
          : `migrate validate ${id}, then take the line "unproven" out`,
    },
  ];
}

async function databaseFaults(context: DriftContext): Promise<readonly Finding[]> {
  const database = await context.database();
  const findings = appliedFindings(context.workspace, context.graph(), await database.readState());
  // Where it is not known what is applied, nobody can say what the catalog should be.
  const unknown = findings.some(({ code }) => code !== 'applied-file-edited');
  if (unknown) return findings;
  const drift = await checkDatabase(context);
  return [...drift.findings, ...drift.differences.map(driftFinding)];
}
