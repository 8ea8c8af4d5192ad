import type { RunFacts } from '../../errors/run/run-facts.ts';
import { headsAfter } from '../../plan/heads-after-each.ts';
import type { Plan, PlanStep } from '../../plan/plan.ts';
import type { DatabaseState } from '../../state/database-state.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { Place, RunnerListener } from '../runner-event.ts';

/** How far a run has come, and how it tells. */
export class RunProgress {
  readonly runId: string;
  readonly plan: Plan;
  readonly emit: RunnerListener;
  readonly ran: Pick<PlanStep, 'revision' | 'direction'>[] = [];
  /** Batches of rows that this run has committed. */
  batches = 0;
  #state: DatabaseState;

  constructor(runId: string, plan: Plan, state: DatabaseState, emit: RunnerListener) {
    this.runId = runId;
    this.plan = plan;
    this.emit = emit;
    this.#state = state;
  }

  /** As last read; changes of this run since then are in `ran`. */
  get state(): DatabaseState {
    return this.#state;
  }

  get heads(): readonly string[] {
    return headsAfter(this.plan, this.ran.length);
  }

  facts(): RunFacts {
    const { runId, heads } = this;
    const shown = new Set(heads);
    const known = [
      ...this.#state.applied,
      ...this.plan.steps.map(({ revision: { id, slice } }) => ({ revision: id, slice })),
    ];
    const slices = known.filter(({ revision }) => shown.has(revision)).map(({ revision, slice }) => [revision, slice]);
    return { runId, ran: this.ran.map(({ revision }) => revision.id), heads, slices: Object.fromEntries(slices) };
  }

  place({ revision, direction }: Pick<PreparedStep, 'revision' | 'direction'>): Place {
    return {
      n: this.ran.length + 1,
      of: this.plan.steps.length,
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
    this.ran.push({ revision: prepared.revision, direction: prepared.direction });
  }

  /**
   * Brings `ran` in line with the state as it was read again: what was committed without an answer counts, and what a
   * crashing server lost (with
   * `synchronous_commit=off` it loses the last commits) does not.
   */
  agreeWith(state: DatabaseState, steps: readonly PreparedStep[]): void {
    this.#state = state;
    const applied = new Set(state.applied.map(({ revision }) => revision));
    const open = steps.findIndex((step) => !isDone(step, applied));
    const done = open === -1 ? steps.length : open;
    if (done < this.ran.length) {
      const lost = this.ran.splice(done).map(({ revision }) => revision.id);
      this.emit({ type: 'commits-lost', revisions: lost });
    }
    for (const step of steps.slice(this.ran.length, done)) this.finished(step, 0);
  }
}

function isDone({ revision, direction }: PreparedStep, applied: ReadonlySet<string>): boolean {
  return applied.has(revision.id) === (direction === 'upgrade');
}
