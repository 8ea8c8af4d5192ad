import type { ScratchDatabase, ScratchTemplate } from '../ports/proof/scratch.ts';
import { type Held, held } from './held.ts';
import type { WhenBare } from './round-trip/round-trip.ts';

/** A copy takes less than that; the next revision would otherwise wait for as long as this upgrade took. */
const KEEP_FROM_MS = 300;

/** The state after a revision, copied while it is proven: the next one begins there. */
export interface StateAbove {
  readonly whenBare: WhenBare;
  /** Keeps the copy as a template: the revision is proven. */
  keep(): Promise<void>;
  /** Drops the copy, unless it is kept. */
  end(): Promise<void>;
}

export function stateAbove(template: ScratchTemplate): StateAbove {
  let copy: Held<ScratchDatabase> | undefined;
  return {
    async whenBare(database, tookMs) {
      if (copy !== undefined || tookMs < KEEP_FROM_MS) return;
      copy = held((keep) => database.withCopy(keep));
      await copy.ready;
    },
    async keep() {
      const made = await copy?.ready;
      await made?.leaveAs(template);
    },
    async end() {
      await copy?.end();
    },
  };
}
