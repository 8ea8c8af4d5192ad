import { InterruptedError } from '../../errors/run/execute-errors.ts';
import type { Plan, PlanStep } from '../../plan/plan.ts';
import type { MigrationDatabase } from '../../ports/database/migration-database.ts';
import type { DatabaseState } from '../../state/database-state.ts';
import type { Lease } from '../../state/lease.ts';
import { randomIds } from '../backoff.ts';
import { HeadsTracker } from '../heads-tracker.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { RunRequest } from '../run-migrations.ts';
import type { Place, RunnerEvent } from '../runner-event.ts';
import { Notices } from './notices.ts';

/** A run under way: the request, the lease it holds now, and what is done. */
export class Run {
  readonly request: RunRequest;
  readonly database: MigrationDatabase;
  readonly id: string;
  readonly ran: Pick<PlanStep, 'revision' | 'direction'>[] = [];
  #lease: Lease;
  /** As last read; changes of this run since then are in `ran`. */
  #state: DatabaseState;
  #plan: Plan;
  #heads: HeadsTracker;
  /** An id for each try, for the log. */
  readonly newAttempt: () => string;
  readonly notices: Notices;

  constructor(request: RunRequest, lease: Lease, state: DatabaseState, plan: Plan) {
    this.request = request;
    this.database = request.database;
    this.id = lease.request.runId;
    this.#lease = lease;
    this.#state = state;
    this.#plan = plan;
    this.#heads = new HeadsTracker(plan.headsBefore);
    this.newAttempt = randomIds(request.ambient);
    this.notices = new Notices(this);
  }

  get lease(): Lease {
    return this.#lease;
  }

  get state(): DatabaseState {
    return this.#state;
  }

  get plan(): Plan {
    return this.#plan;
  }

  /** After a reconnect: another token, and the state as it is. */
  renewed(lease: Lease, state: DatabaseState): void {
    this.#lease = lease;
    this.#state = state;
  }

  get heads(): readonly string[] {
    return this.ran.length === this.#plan.steps.length ? this.#plan.heads : this.#heads.heads;
  }

  get options() {
    return this.request.options;
  }

  now(): number {
    return this.request.ambient.now().getTime();
  }

  emit(event: RunnerEvent): void {
    this.request.onEvent(event);
  }

  place({ revision, direction }: Pick<PreparedStep, 'revision' | 'direction'>, offset = 0): Place {
    return {
      n: this.ran.length + 1 + offset,
      of: this.#plan.steps.length,
      revision: revision.id,
      slice: revision.slice,
      file: revision.file,
      message: revision.message,
      direction,
    };
  }

  /** The revision is committed. */
  finished(prepared: PreparedStep, durationMs: number): void {
    this.emit({ type: 'revision-done', durationMs, ...this.place(prepared) });
    this.#heads.advance(prepared.step);
    this.ran.push({ revision: prepared.revision, direction: prepared.direction });
  }

  /**
   * Brings `ran` in line with the state as last read: what was committed without an answer counts, and what a crashing server lost (with
   * `synchronous_commit=off` it loses the last commits) does not.
   */
  agreeWithState(steps: readonly PreparedStep[]): void {
    const open = steps.findIndex((step) => !this.isDone(step));
    const done = open === -1 ? steps.length : open;
    if (done < this.ran.length) {
      const lost = this.ran.splice(done).map(({ revision }) => revision.id);
      this.emit({ type: 'commits-lost', revisions: lost });
      this.#heads = new HeadsTracker(this.#plan.headsBefore);
      for (const { step } of steps.slice(0, done)) this.#heads.advance(step);
    }
    for (const step of steps.slice(this.ran.length, done)) this.finished(step, 0);
  }

  /** Whether the state, as last read, says that the step is done. */
  isDone({ revision, direction }: Pick<PreparedStep, 'revision' | 'direction'>): boolean {
    const applied = this.#state.applied.some((row) => row.revision === revision.id);
    return direction === 'upgrade' ? applied : !applied;
  }

  /** What errors say of the whole run. */
  facts(): { readonly runId: string; readonly ran: readonly string[]; readonly heads: readonly string[] } {
    return { runId: this.id, ran: this.ran.map(({ revision }) => revision.id), heads: this.heads };
  }

  throwIfStopped(): void {
    if (this.request.stop.level === undefined) return;
    throw interrupted(this.facts(), this.ran.length, this.#plan.steps.length);
  }

  /** Waits, but not longer than until a signal comes; then throws `InterruptedError`. */
  async pause(milliseconds: number): Promise<void> {
    await pauseUntilStopped(this.request, milliseconds);
    this.throwIfStopped();
  }
}

export function interrupted(facts: Readonly<Record<string, unknown>>, done: number, of: number): InterruptedError {
  return new InterruptedError(
    `Stopped by a signal after ${done} of ${of} revisions; what is committed is recorded, nothing is half-done`,
    {
      facts,
      hint: 'Run the same command again: it goes on from there.',
    },
  );
}

/** Ends early when a signal comes. */
export async function pauseUntilStopped(
  request: Pick<RunRequest, 'pause' | 'stop'>,
  milliseconds: number,
): Promise<void> {
  if (request.stop.level !== undefined) return;
  if (request.pause !== undefined) return request.pause(milliseconds);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(end, milliseconds);
    const stopListening = request.stop.onRaise(end);
    function end(): void {
      clearTimeout(timer);
      stopListening();
      resolve();
    }
  });
}
