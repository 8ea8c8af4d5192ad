import { assertPlannable, compareApplied } from '../../plan/applied-state.ts';
import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import { sliceOwners } from '../../proof/drift/slice-owners.ts';
import { Subject } from '../../proof/round-trip/subject.ts';
import { describeDifference } from '../../schema/difference/describe-difference.ts';
import type { FactDifference } from '../../schema/difference/diff-catalogs.ts';
import { entityLabel } from '../../schema/entity/catalog.ts';
import type { DatabaseState } from '../../state/database-state.ts';
import { appliedFindings } from '../shared/applied-findings.ts';
import type { Finding } from '../shared/finding.ts';
import { knownSlice } from '../shared/known-slice.ts';
import { compareLive } from '../shared/live/compare-live.ts';
import { tablesByTime } from '../shared/live/tables-by-time.ts';
import type { Workbench } from '../shared/workbench.ts';

/** What comparing a database with its revisions needs. */
export type DriftBench = Pick<
  Workbench,
  'workspace' | 'graph' | 'files' | 'ambient' | 'database' | 'proofs' | 'liveCatalog' | 'settings'
>;

export interface DriftOptions {
  /** Only what revisions of this slice created. */
  readonly slice?: string | undefined;
  /** In addition to those of the configuration. */
  readonly ignore?: readonly string[];
}

export interface DriftEntry {
  /** `missing`: the revisions build it, and the database does not have it. `unexpected`: the other way round. */
  readonly change: 'missing' | 'unexpected' | 'changed';
  readonly kind: string;
  readonly schema: string;
  readonly relation: string;
  readonly name: string;
  /** The slice that created it; `null` if no revision did. */
  readonly slice: string | null;
  /** `before` is what the revisions build, `after` what the database has. */
  readonly facts: readonly FactDifference[];
  /** For people: `~ column public.a.b`, and a line for each fact. */
  readonly text: string;
}

/** A fact of one thing that could not be compared. */
export interface UncomparedFact {
  /** `extension citext`, `view public.a`. */
  readonly label: string;
  readonly slice: string | null;
  readonly difference: FactDifference;
  /** Why, for people. */
  readonly reason: string;
}

/** The comparison of a database with what its revisions build. */
export interface DatabaseComparison {
  /** Of the database. */
  readonly serverVersion: string;
  /** Of the server on which the revisions were run. */
  readonly scratchVersion: string;
  /**
   * False when the two servers are of different majors: definitions are compared by what they mean, and what cannot
   * be is in `notCompared`.
   */
  readonly sameMajor: boolean;
  /** What could not be compared: neither drift nor right. */
  readonly notCompared: readonly UncomparedFact[];
  /** Number of differences that patterns ignored. */
  readonly ignored: number;
}

export interface DriftResult extends DatabaseComparison {
  readonly database: DatabaseTarget;
  /** Heads of what is applied: the state that the database should have. */
  readonly heads: readonly string[];
  readonly differences: readonly DriftEntry[];
  /** What makes the comparison doubtful: edited files, revisions that are half done. */
  readonly findings: readonly Finding[];
}

/**
 * Compares the schema of the database with the one that its applied revisions build on a scratch database. The database
 * is only read. Throws if its state cannot be known from the files (`UnknownAppliedRevisionError`,
 * `InsertedBelowAppliedError`), and what the runner throws when a revision fails on the scratch database.
 */
export async function checkDatabase(bench: DriftBench, options: DriftOptions = {}): Promise<DriftResult> {
  const slice = knownSlice(bench.workspace, options.slice);
  const graph = bench.graph();
  const database = await bench.database();
  const state = await database.readState();
  const applied = compareApplied(graph, state.applied);
  assertPlannable(graph, applied);
  const tools = await bench.proofs();
  const subject = new Subject(tools, [], graph);
  const live = await bench.liveCatalog();
  const ignore = [...bench.settings.driftIgnore, ...(options.ignore ?? [])];
  const compared = await compareLive(subject, applied.heads, live, ignore, tablesByTime(bench));
  const { differences, incomparable, ignored, scratchVersion, sameMajor } = compared;
  // Finding owners costs a run of all revisions, so it happens only when there are differences to report.
  const isAlike = differences.length + incomparable.length === 0;
  const ownerOf = isAlike ? () => undefined : await sliceOwners(subject, applied.heads);
  const entries = differences.map((difference): DriftEntry => {
    const { kind, schema, relation, name } = difference.entity;
    return {
      change: ({ added: 'unexpected', removed: 'missing', changed: 'changed' } as const)[difference.change],
      ...{ kind, schema, relation, name },
      slice: ownerOf(difference.entity) ?? null,
      facts: difference.facts,
      text: describeDifference(difference),
    };
  });
  const notCompared = incomparable.map(({ entity, difference, reason }): UncomparedFact => {
    return { label: entityLabel(entity), slice: ownerOf(entity) ?? null, difference, reason };
  });
  const isOfSlice = (entry: { readonly slice: string | null }) => slice === undefined || entry.slice === slice;
  return {
    database: database.target,
    heads: applied.heads,
    serverVersion: live.serverVersion,
    scratchVersion,
    sameMajor,
    notCompared: notCompared.filter(isOfSlice),
    differences: entries.filter(isOfSlice),
    ignored,
    findings: [...appliedFindings(bench.workspace, graph, state), ...halfRuns(state)].filter(
      (finding) => slice === undefined || finding.slice === null || finding.slice === slice,
    ),
  };
}

function halfRuns({ halfRuns: open }: DatabaseState): Finding[] {
  return open.map(({ revision, direction, since }) => ({
    code: 'half-run-pending',
    message: `${revision} has been half-way through its ${direction} since ${since}: its finished statements show as drift.`,
    slice: null,
    file: null,
    repair: `migrate ${direction} ${direction === 'upgrade' ? revision : `${revision}-1`}`,
  }));
}

/** One difference as a finding of `check`. */
export function driftFinding({ change, kind, schema, relation, name, slice, text }: DriftEntry): Finding {
  const label = entityLabel({ kind, schema, relation, name });
  const what = {
    missing: `${label} is missing in the database.`,
    unexpected: `${label} is in the database, but no revision creates it.`,
    changed: `${label} is not as the revisions build it:\n${text.split('\n').slice(1).join('\n')}`,
  }[change];
  const repair =
    change === 'unexpected'
      ? `Put it into a revision, drop it, or, when another tool owns it, ignore it: "drift": { "ignore": ["${label}"] }`
      : 'Undo the change in the database by hand, or put it into a revision.';
  return { code: `drift-${change}`, message: what, slice, file: null, repair };
}
