import { RehearsalMaskError } from '../../errors/rehearsal/mask-errors.ts';
import { UsageError } from '../../errors/usage/usage-error.ts';
import type { RunnerEvent } from '../../execute/runner-event.ts';
import type { Plan } from '../../plan/plan.ts';
import { planBack } from '../../plan/plan-back.ts';
import { planTargets } from '../../plan/plan-targets.ts';
import { planUpgrade } from '../../plan/plan-upgrade.ts';
import type { RehearsalCopy } from '../../ports/rehearsal/rehearsals.ts';
import { longLocks } from '../../rehearsal/long-locks.ts';
import { type Mask, parseMask } from '../../rehearsal/mask/mask.ts';
import { projectStep } from '../../rehearsal/project-step.ts';
import type { DatabaseState } from '../../state/database-state.ts';
import { knownSlice } from '../shared/known-slice.ts';
import { type MigrateBench, runPlan } from '../shared/migrate.ts';
import { plannableHeads } from '../shared/plan-from-state.ts';
import { summarize } from '../shared/revision-summary.ts';
import type { Workbench } from '../shared/workbench.ts';
import { rehearsalFailure } from './rehearsal-failure.ts';
import type { Pass, RehearsalFailure, RehearsedPass, RehearseResult } from './rehearse-result.ts';

export interface RehearseOptions {
  /** Symbols; none means `heads`, or the slice's head with `slice`. */
  readonly targets?: readonly string[];
  readonly slice?: string | undefined;
  /** A file of pg_dump instead of the database. */
  readonly dump?: string | undefined;
  /** How much of large tables is copied, in percent; default all. */
  readonly sample?: number | undefined;
  /** Also down, and up again. */
  readonly back?: boolean | undefined;
  /** How long a lock for which readers or writers wait may be held, in milliseconds. */
  readonly maxLockMs?: number | undefined;
  /** `table.column` or `table.column=expression`, besides those of the configuration. */
  readonly masks?: readonly string[] | undefined;
}

export type RehearseBench = MigrateBench & Pick<Workbench, 'settings' | 'rehearsals'>;

/**
 * Runs what is pending on a copy of the database, which is dropped afterwards, and reports what each revision did to
 * it. The database is only read. Throws `RehearsalCopyError`, `RehearsalMaskError`, and what planning throws.
 */
export async function rehearse(bench: RehearseBench, options: RehearseOptions = {}): Promise<RehearseResult> {
  const { dump, sample, back = false, maxLockMs = null } = options;
  if (dump !== undefined && sample !== undefined) {
    throw new UsageError({ problem: 'options-exclude', options: ['--dump', '--sample'] });
  }
  const graph = bench.graph();
  const slice = knownSlice(bench.workspace, options.slice);
  const given = options.targets ?? [];
  const targets = slice === undefined ? (given.length > 0 ? given : ['heads']) : planTargets(given, [slice]);
  const masks = [...bench.settings.rehearseMasks, ...(options.masks ?? [])].map(readMask);
  const makePlan = (state: DatabaseState) => planUpgrade(graph, plannableHeads(graph, state), targets);

  const database = dump === undefined ? await bench.database() : undefined;
  const source = { database: database?.target ?? null, dump: dump ?? null };
  // Planned before anything is copied: there may be nothing pending, or files of revisions may be missing.
  const first = database === undefined ? undefined : makePlan(await database.readState());
  if (first?.steps.length === 0) return nothingPending(source, first, maxLockMs);

  const rehearsals = await bench.rehearsals();
  return await rehearsals.withCopy({ dump: dump ?? null, percent: sample ?? null, masks }, async (copy) => {
    bench.runner.onEvent({
      type: 'copied',
      ...copy.facts.server,
      bytes: copy.facts.bytes,
      durationMs: copy.facts.durationMs,
    });
    const plan = makePlan(await copy.database.readState());
    if (plan.steps.length === 0) return { ...nothingPending(source, plan, maxLockMs), copy: copy.facts };
    const { passes, failure } = await runPasses(bench, copy, plan, back);
    const found = passes.flatMap(({ pass, steps }) =>
      maxLockMs === null
        ? []
        : steps.flatMap((step) => longLocks(step, step.projected, maxLockMs).map((lock) => ({ ...lock, pass }))),
    );
    return {
      ...{ source, copy: copy.facts, maxLockMs, passes, failure, longLocks: found },
      pending: plan.steps.map(({ revision }) => summarize(revision)),
      headsBefore: plan.headsBefore,
      heads: plan.heads,
      passed: failure === null && found.length === 0,
    };
  });
}

function readMask(text: string): Mask {
  const mask = parseMask(text);
  if (mask === undefined) throw new RehearsalMaskError({ problem: 'unreadable', mask: text });
  return mask;
}

function nothingPending(
  source: RehearseResult['source'],
  { headsBefore, heads }: Plan,
  maxLockMs: number | null,
): RehearseResult {
  return {
    ...{ source, copy: null, pending: [], headsBefore, heads, passes: [], failure: null, maxLockMs },
    ...{ longLocks: [], passed: true },
  };
}

async function runPasses(
  bench: RehearseBench,
  copy: RehearsalCopy,
  plan: Plan,
  back: boolean,
): Promise<{ readonly passes: readonly RehearsedPass[]; readonly failure: RehearsalFailure | null }> {
  const wanted: readonly (readonly [Pass, Plan])[] = [
    ['up', plan],
    ...(back
      ? ([
          ['back', planBack(plan)],
          ['up again', plan],
        ] as const)
      : []),
  ];
  const there = onCopy(bench, copy);
  const sampled = new Map(copy.facts.sampled.map(({ table, copied, all }) => [table, { copied, all }]));
  const messages = new Map(plan.steps.map(({ revision }) => [revision.id, revision.message]));
  const passes: RehearsedPass[] = [];
  for (const [pass, steps] of wanted) {
    const began = bench.ambient.now().getTime();
    let failure: RehearsalFailure | undefined;
    try {
      await runPlan(there, steps.direction, () => steps);
    } catch (error) {
      failure = rehearsalFailure(pass, error);
      if (failure === undefined) throw error;
    }
    const ran = copy.takeSteps().map((step) => ({
      ...step,
      message: messages.get(step.revision) ?? '',
      projected: sampled.size === 0 ? null : projectStep(step, sampled),
    }));
    passes.push({ pass, steps: ran, durationMs: bench.ambient.now().getTime() - began });
    if (failure !== undefined) return { passes, failure };
  }
  return { passes, failure: null };
}

/** Events that are passed on while it runs: none can contain values of rows. */
const TOLD: readonly RunnerEvent['type'][] = [
  'plan',
  'revision-started',
  'statement-done',
  'batch-done',
  'revision-done',
  'run-done',
  'stopping',
];

/**
 * The same workbench on the copy: without questions, notifications and backups, and each revision is sent alone, so
 * that it can be measured.
 */
function onCopy(bench: RehearseBench, copy: RehearsalCopy): MigrateBench {
  const { runner, safety } = bench;
  return {
    ...bench,
    database: async () => copy.database,
    precautions: async () => undefined,
    safety: { ...safety, protectedEnvironment: async () => undefined, confirm: undefined },
    runner: {
      ...runner,
      watch: undefined,
      options: { ...runner.options, batchRevisions: 1 },
      onEvent: (event) => (TOLD.includes(event.type) ? runner.onEvent(event) : undefined),
    },
  };
}
