import type { RunnerListener } from '../../../execute/runner-event.ts';
import type { Ambient } from '../../../ports/ambient.ts';
import type { TenantEnd } from '../../../ports/fleet/tenant-end.ts';

const PARTS = 20;

/** Counts finished tenants, and reports progress. */
export class Tally {
  readonly #fleet: string;
  readonly #of: number;
  readonly #onEvent: RunnerListener;
  readonly #ambient: Ambient;
  #done: number;
  #failed = 0;
  #begun: { readonly at: number; readonly done: number };
  ran = 0;

  /** @param done tenants that had finished before */
  constructor(fleet: string, of: number, done: number, onEvent: RunnerListener, ambient: Ambient) {
    this.#fleet = fleet;
    this.#of = of;
    this.#done = done;
    this.#onEvent = onEvent;
    this.#ambient = ambient;
    this.#begun = { at: ambient.now().getTime(), done };
  }

  get progress() {
    return { fleet: this.#fleet, done: this.#done, of: this.#of };
  }

  /** Begins the estimate here: tenants that needed no run say nothing about the duration of the others. */
  begin(): void {
    this.#begun = { at: this.#ambient.now().getTime(), done: this.#done };
  }

  ended({ tenant, state, ran, code = '', error = '' }: TenantEnd): void {
    this.ran += ran;
    if (state === 'pending') return;
    const before = this.#part();
    this.#done += 1;
    if (state !== 'done' && state !== 'gone') {
      this.#failed += 1;
      this.#onEvent({ type: 'fleet-tenant-failed', ...this.progress, tenant, state, code, error });
    }
    if (this.#part() === before) return;
    const mean = (this.#ambient.now().getTime() - this.#begun.at) / (this.#done - this.#begun.done);
    const leftMs = Number.isFinite(mean) ? Math.round(mean * (this.#of - this.#done)) : null;
    this.#onEvent({ type: 'fleet-progress', ...this.progress, failed: this.#failed, leftMs });
  }

  #part(): number {
    return Math.floor((this.#done * PARTS) / Math.max(1, this.#of));
  }
}
