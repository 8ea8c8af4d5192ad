import type { FleetBudget } from './fleet-settings.ts';

/** Counts how tenants end, and says when too many have failed. */
export class ErrorBudget {
  readonly #budget: FleetBudget;
  readonly #allowed: number;
  #failed = 0;
  #inARow = 0;

  /** @param size of the whole fleet */
  constructor(budget: FleetBudget, size: number) {
    this.#budget = budget;
    const { failed } = budget;
    this.#allowed = 'tenants' in failed ? failed.tenants : Math.floor((size * failed.percent) / 100);
  }

  /** Failures of an earlier run of the same rollout; they are no longer in a row. */
  carry(failed: number): void {
    this.#failed += failed;
  }

  ended(hasFailed: boolean): void {
    this.#inARow = hasFailed ? this.#inARow + 1 : 0;
    if (hasFailed) this.#failed += 1;
  }

  /** Why nothing more may begin; `undefined` while it may. */
  get spent(): string | undefined {
    if (this.#failed > this.#allowed) {
      return `${this.#failed} ${this.#failed === 1 ? 'tenant' : 'tenants'} failed, and the budget allows ${this.#allowed}`;
    }
    if (this.#inARow >= this.#budget.consecutive) return `${this.#inARow} tenants failed one after the other`;
    return undefined;
  }
}
