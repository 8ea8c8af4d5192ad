import type { FleetBudget } from './fleet-settings.ts';

/** Counts the outcomes of tenants, and reports when too many have failed. */
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

  /** Adds the failures of an earlier run of the same rollout, which do not count as consecutive. */
  carry(failed: number): void {
    this.#failed += failed;
  }

  ended(hasFailed: boolean): void {
    this.#inARow = hasFailed ? this.#inARow + 1 : 0;
    if (hasFailed) this.#failed += 1;
  }

  /** Why no other tenant may begin; `undefined` while one may. */
  get spent(): string | undefined {
    if (this.#failed > this.#allowed) {
      return `${this.#failed} ${this.#failed === 1 ? 'tenant' : 'tenants'} failed, and the budget allows ${this.#allowed}`;
    }
    if (this.#inARow >= this.#budget.consecutive) return `${this.#inARow} tenants failed in a row`;
    return undefined;
  }
}
