import type { Heartbeat, Lease, LeaseHolder, LeaseRequest } from '../state/lease.ts';

type Granted = { readonly lease: Lease; readonly takenOverFrom?: LeaseHolder };

/** The row of `braid.lease` in memory: one holder at a time, until it expires by the clock passed in. */
export class InMemoryLease {
  readonly #now: () => Date;
  #token = 0;
  #held: { readonly request: LeaseRequest; readonly since: string; beatAt: number } | undefined;

  constructor(now: () => Date) {
    this.#now = now;
  }

  get holder(): LeaseHolder | undefined {
    if (this.#held === undefined) return undefined;
    const { request, since, beatAt } = this.#held;
    const { runId, host, pid, runs, durationMs } = request;
    const expiresAt = beatAt + durationMs;
    const expired = expiresAt <= this.#now().getTime();
    return { runId, host, pid, since, expiresAt: new Date(expiresAt).toISOString(), expired, runs };
  }

  get heartbeat(): Heartbeat | undefined {
    if (this.#held === undefined) return undefined;
    const { request, beatAt } = this.#held;
    const isAhead = beatAt > this.#now().getTime();
    return { mark: `${this.#token} ${beatAt}`, leaseMs: request.durationMs, isAhead };
  }

  /**
   * Free, expired, silent or of this run already: then with a new token, so that the old one is refused from here on.
   */
  acquire(request: LeaseRequest, silent?: string): Granted | undefined {
    const before = this.holder;
    const own = before?.runId === request.runId;
    const isSilent = this.heartbeat?.isAhead === true && this.heartbeat.mark === silent;
    if (before !== undefined && !own && !before.expired && !isSilent) return undefined;
    const now = this.#now();
    this.#token += 1;
    this.#held = {
      request,
      since: own ? before.since : now.toISOString(),
      beatAt: now.getTime(),
    };
    const lease = { token: String(this.#token), request };
    return before === undefined || own ? { lease } : { lease, takenOverFrom: before };
  }

  /** Whether the lease is still the newest one. */
  holds({ token, request }: Lease): boolean {
    return token === String(this.#token) && this.#held?.request.runId === request.runId;
  }

  /** False when it is lost. */
  renew(lease: Lease): boolean {
    if (this.#held === undefined || !this.holds(lease)) return false;
    this.#held.beatAt = this.#now().getTime();
    return true;
  }

  /** A lease that was lost is left to its new holder. */
  release(lease: Lease): void {
    if (this.holds(lease)) this.#held = undefined;
  }
}
