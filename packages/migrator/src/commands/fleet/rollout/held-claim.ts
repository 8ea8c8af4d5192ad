import { isMigratorError } from '../../../errors/is-migrator-error.ts';
import type { FleetStore } from '../../../ports/fleet/fleet-store.ts';
import type { RolloutClaim } from '../../../ports/fleet/rollout-claim.ts';

/** Why a coordinator begins no other tenant. */
export type Halt = 'lost' | 'pause';

/** A claim that is renewed while its coordinator works. */
export interface HeldClaim {
  readonly claim: RolloutClaim;
  /** `undefined` while all is well. */
  readonly halted: Halt | undefined;
  /** A tenant was refused, so find out the reason at once. */
  ask(): Promise<void>;
  stop(): void;
}

/** A coordinator that could not renew its claim for its whole length has lost it: another one may be working. */
export function holdClaim(store: Pick<FleetStore, 'renew'>, claim: RolloutClaim): HeldClaim {
  const { durationMs } = claim.request;
  let halted: Halt | undefined;
  let confirmedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const ask = async (): Promise<void> => {
    const askedAt = performance.now();
    try {
      const answer = await store.renew(claim);
      if (answer === 'held') confirmedAt = askedAt;
      else halted = answer;
    } catch (error) {
      if (!isMigratorError(error)) throw error;
      if (performance.now() - confirmedAt >= durationMs) halted = 'lost';
    }
  };
  const schedule = (): void => {
    timer = setTimeout(() => {
      void ask().then(() => {
        if (!isOver && halted !== 'lost') schedule();
      });
    }, durationMs / 3);
    timer.unref();
  };
  schedule();
  return {
    claim,
    get halted() {
      return halted;
    },
    ask,
    stop() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
