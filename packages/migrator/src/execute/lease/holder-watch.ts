import type { Heartbeat } from '../../state/lease.ts';

/** Looks come every second or two. After a longer gap it was this process that stood still, not the holder. */
const longestGapMs = 5_000;

/**
 * How long the holder of a lease gave no sign of life, by this process's own clock, which nobody sets back. The
 * database's decides when a lease expires; after it was set back (by an administrator, or by a failover to a host whose
 * clock is slow) a dead runner's lease would lock everybody out until it has caught up.
 */
export class HolderWatch {
  #mark: string | undefined;
  #silentMs = 0;
  #lookedAt = 0;

  /**
   * The mark of a heartbeat after which the holder was silent for the length of its lease, though it has not expired;
   * `undefined` while it is to be waited for.
   *
   * @param atMs of a clock that only goes forward
   */
  look(heartbeat: Heartbeat | undefined, atMs: number): string | undefined {
    const same = heartbeat !== undefined && heartbeat.mark === this.#mark;
    this.#silentMs = same ? this.#silentMs + Math.min(atMs - this.#lookedAt, longestGapMs) : 0;
    this.#mark = heartbeat?.mark;
    this.#lookedAt = atMs;
    return heartbeat?.isAhead === true && this.#silentMs >= heartbeat.leaseMs ? heartbeat.mark : undefined;
  }
}
