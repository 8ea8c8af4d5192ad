import type { BatchProgress } from '../../execute/backfill/batch-progress.ts';
import type { Step } from '../../execute/event/step-event.ts';
import type { Place, RunnerEvent } from '../../execute/runner-event.ts';
import type { Blocker, ServerProgress } from '../../ports/database/database-observer.ts';
import type { LeaseHolder } from '../../state/lease.ts';

/** A step that is going on. Times are milliseconds of one steady clock. */
export interface OpenStep {
  readonly step: Step;
  readonly detail: string;
  readonly since: number;
  readonly progress?: { readonly done: number; readonly of: number };
}

/** The revision that is running. */
export interface OpenRevision {
  readonly place: Place;
  readonly since: number;
  readonly statement?: { readonly done: number; readonly of: number };
  readonly batch?: BatchProgress;
  readonly server?: ServerProgress;
  readonly blockers?: readonly Blocker[];
  /** Transactions that have to end before the first batch. */
  readonly writers?: number;
}

type OrderRevision = Extract<RunnerEvent, { type: 'order-revision' | 'pair-search' }>;

/** What a command is doing now, as far as it has told. */
export interface Activity {
  /** When the command began. */
  readonly since: number;
  /** The last one is shown. */
  readonly steps: readonly OpenStep[];
  readonly revision?: OpenRevision | undefined;
  readonly order?: OrderRevision | undefined;
  readonly lease?: { readonly holder: LeaseHolder; readonly since: number } | undefined;
  readonly server?: { readonly target: string; readonly since: number } | undefined;
}

export function activityAt(now: number): Activity {
  return { since: now, steps: [] };
}

/** The activity after an event. */
export function activityAfter(before: Activity, event: RunnerEvent, now: number): Activity {
  switch (event.type) {
    case 'step-started':
      return { ...before, steps: [...before.steps, { step: event.step, detail: event.detail, since: now }] };
    case 'step-progress':
      return { ...before, steps: progressed(before.steps, event, now) };
    case 'step-done':
      return { ...before, steps: without(before.steps, event) };
    case 'waiting-for-server':
      return { ...before, server: { target: event.target, since: before.server?.since ?? now - event.waitedMs } };
    case 'database':
      return { ...before, server: undefined };
    case 'waiting-for-lease':
      return { ...before, lease: { holder: event.holder, since: before.lease?.since ?? now - event.waitedMs } };
    case 'lease-acquired':
      return { ...before, lease: undefined, server: undefined };
    case 'revision-started':
      // Another attempt at the same revision: the user wants to know since when.
      return { ...before, revision: { place: event, since: isAgain(before, event) ? before.revision.since : now } };
    case 'revision-done':
    case 'run-done':
      return { ...before, revision: undefined };
    case 'order-revision':
    case 'pair-search':
      return { ...before, order: event };
    case 'orders-done':
      return { ...before, order: undefined };
    default:
      return before.revision === undefined ? before : { ...before, revision: revisionAfter(before.revision, event) };
  }
}

function isAgain(
  before: Activity,
  { revision, direction }: Place,
): before is Activity & { readonly revision: OpenRevision } {
  const open = before.revision?.place;
  return open?.revision === revision && open.direction === direction;
}

function revisionAfter(open: OpenRevision, event: RunnerEvent): OpenRevision {
  switch (event.type) {
    case 'statement-done': {
      const { server: _, blockers: __, ...rest } = open;
      return { ...rest, statement: { done: event.statement, of: event.statements } };
    }
    case 'waiting-for-writers':
      return { ...open, writers: event.transactions };
    case 'batch-done': {
      // What is being done is no longer held up.
      const { blockers: _, writers: __, ...rest } = open;
      return { ...rest, batch: event };
    }
    case 'server-progress': {
      const { blockers: _, ...rest } = open;
      return { ...rest, server: event };
    }
    case 'blocked':
      return { ...open, blockers: event.blockers };
    default:
      return open;
  }
}

function progressed(
  steps: readonly OpenStep[],
  { step, done, of }: Extract<RunnerEvent, { type: 'step-progress' }>,
  now: number,
): readonly OpenStep[] {
  const known = steps.find((open) => open.step === step);
  const others = steps.filter((open) => open !== known);
  if (done >= of) return others;
  return [...others, { step, detail: '', since: now, ...known, progress: { done, of } }];
}

function without(steps: readonly OpenStep[], { step, detail }: Pick<OpenStep, 'step' | 'detail'>): readonly OpenStep[] {
  const at = steps.findLastIndex((open) => open.step === step && open.detail === detail);
  return steps.filter((_, index) => index !== at);
}
