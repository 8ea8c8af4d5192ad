import { UsageError } from '../../errors/usage/usage-error.ts';
import { checkHalfRuns } from '../../execute/half-run/check-half-runs.ts';
import { type PreparedStep, prepareStep } from '../../execute/prepared-step.ts';
import type { LockNote } from '../../execute/statement/lock-notes.ts';
import { verifyApplied } from '../../execute/verify-applied.ts';
import { planDowngrade } from '../../plan/plan-downgrade.ts';
import { planTargets } from '../../plan/plan-targets.ts';
import { planUpgrade } from '../../plan/plan-upgrade.ts';
import { batchedByText } from '../../revision/batch/batched-code-text.ts';
import { headerNotes } from '../../revision/header/header-notes.ts';
import type { Direction } from '../../revision/revision.ts';
import type { DatabaseState } from '../../state/database-state.ts';
import { knownSlice } from '../shared/known-slice.ts';
import type { LintBench } from '../shared/lint/lint-bench.ts';
import type { LintFinding } from '../shared/lint/lint-finding.ts';
import { lintDowngrades, lintRevisions } from '../shared/lint/lint-revisions.ts';
import { plannableHeads } from '../shared/plan-from-state.ts';
import { summarize } from '../shared/revision-summary.ts';
import { shownHalfRuns } from '../shared/shown-half-runs.ts';
import type { Workbench } from '../shared/workbench.ts';
import { locksOfSteps } from './locks-of-steps.ts';
import {
  appliedOf,
  type PlanFile,
  type PlannedManner,
  type PlannedStep,
  planHash,
  sectionChecksum,
} from './plan-file.ts';

export type { PlannedStep } from './plan-file.ts';

export interface PlanOptions {
  readonly direction: Direction;
  /** Symbols; an upgrade without any goes to `heads`. */
  readonly targets: readonly string[];
  readonly slice?: string | undefined;
  /** Where the plan is written to. */
  readonly out?: string | undefined;
}

/** What planning needs; the plan then runs like any other. */
export type PlanBench = Pick<Workbench, 'workspace' | 'graph' | 'database' | 'runner' | 'documents' | 'toolVersion'> &
  LintBench;

/**
 * Says what would run, with everything that a run would check first, and binds it to files and database by hash. Runs
 * and changes nothing. Throws what the run would refuse before its first statement.
 */
export async function plan(bench: PlanBench, options: PlanOptions): Promise<PlanFile> {
  const { direction } = options;
  const slice = knownSlice(bench.workspace, options.slice);
  const graph = bench.graph();
  const database = await bench.database();
  const state = await database.readState();
  const given = options.targets.length > 0 || slice !== undefined ? options.targets : ['heads'];
  const targets = slice === undefined ? given : planTargets(given, [slice]);
  if (direction === 'downgrade' && targets.length !== 1) {
    throw new UsageError({ problem: 'several-targets', hint: 'plan' });
  }
  const heads = plannableHeads(graph, state);
  const made =
    direction === 'upgrade' ? planUpgrade(graph, heads, targets) : planDowngrade(graph, heads, targets[0] ?? '');
  verifyApplied(state, made, {
    revisionOf: (id) => graph.get(id),
    checksumOf: (revision) => bench.workspace.checksumOf(revision),
  });
  checkHalfRuns(state, made);
  const steps = made.steps.map((step) =>
    prepareStep(step, {
      readRevision: (revision) => bench.workspace.readRevision(revision),
      dependenciesOf: (revision) => graph.dependencies(revision),
      options: bench.runner.options,
    }),
  );
  const locks = await locksOfSteps(database, steps);
  const findings = await findingsOf(bench, direction, steps, state);
  const content = {
    format: 'braid-plan',
    version: 1,
    toolVersion: bench.toolVersion,
    direction,
    targets,
    database: { display: database.target.display, ...(await database.readIdentity()) },
    applied: appliedOf(state),
    halfRuns: shownHalfRuns(state.halfRuns),
    headsBefore: made.headsBefore,
    heads: made.heads,
    steps: steps.map((step, index) => plannedStep(step, locks[index] ?? [], findings)),
  } as const;
  const file: PlanFile = { ...content, hash: planHash(content) };
  if (options.out !== undefined) bench.documents.write(options.out, `${JSON.stringify(file, null, 2)}\n`);
  return file;
}

/** Of the sections that would run. A plan runs nothing, so no statement is timed. */
async function findingsOf(
  bench: LintBench,
  direction: Direction,
  steps: readonly PreparedStep[],
  { applied }: DatabaseState,
): Promise<readonly LintFinding[]> {
  const report =
    direction === 'upgrade'
      ? await lintRevisions(bench, new Set(steps.map(({ revision }) => revision.id)))
      : await lintDowngrades(
          bench,
          steps.map(({ file }) => file),
          new Set(applied.map(({ revision }) => revision)),
        );
  return report.findings;
}

function plannedStep(step: PreparedStep, locks: readonly LockNote[], findings: readonly LintFinding[]): PlannedStep {
  const { file, statements, revision, direction } = step;
  const section = file[direction];
  const runs = mannerOf(step);
  return {
    ...summarize(revision),
    checksum: file.checksum,
    sectionChecksum: sectionChecksum(file, direction),
    statements: revision.kind === 'ts' ? null : statements.length,
    transaction: runs === 'transaction',
    runs,
    lossy: section?.lossy ?? null,
    rows: section?.rows ?? null,
    notes: headerNotes(revision.notes),
    locks,
    findings: findings.filter((each) => each.revision === revision.id),
  };
}

/** Code is not loaded for a plan: its text tells, or it is unknown. */
function mannerOf({ manner, file, direction }: PreparedStep): PlannedManner {
  switch (manner) {
    case 'transaction':
      return 'transaction';
    case 'half-run':
    case 'half-run-code':
      return 'statements';
    case 'steps':
      return 'steps';
    case 'batched':
      return 'batches';
    case 'code': {
      const batched = batchedByText(file.text, direction);
      return batched === 'unknown' ? 'unknown' : batched ? 'batches' : 'transaction';
    }
  }
}
