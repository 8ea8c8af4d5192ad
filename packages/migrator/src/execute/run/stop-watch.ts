import { LeaseLostError } from '../../errors/run/lease-errors.ts';
import type { DatabaseObserver } from '../../ports/database/database-observer.ts';
import type { LeaseGuard } from '../lease/heartbeat.ts';
import type { RunRequest } from '../run-request.ts';

type Watched = Pick<RunRequest, 'onEvent' | 'options' | 'stop'> & {
  readonly database: Pick<DatabaseObserver, 'cancel'>;
};

/**
 * Turns signals into cancel requests: the first one lets the current statement end within `stopGraceMs`, then cancels
 * it; the second one cancels at once.
 * When the lease is lost, what runs is cancelled at once, for another runner is running.
 * `signal` is aborted by whichever comes first, for the code of data revisions; `leaseLost` only by the loss.
 */
export function watchStop(
  { database, onEvent, options, stop }: Watched,
  lease: LeaseGuard,
): {
  readonly signal: AbortSignal;
  readonly leaseLost: AbortSignal;
  end(): void;
} {
  const controller = new AbortController();
  const loss = new AbortController();
  let ended = false;
  const timers: NodeJS.Timeout[] = [];
  // A cancel request can arrive between two statements and hit nothing: asked again until the run is over.
  const cancel = () => {
    if (ended) return;
    void database.cancel();
    timers.push(setTimeout(cancel, 1_000));
  };
  const stopListening = stop.onRaise((level) => {
    onEvent({ type: 'stopping', level });
    controller.abort();
    for (const timer of timers) clearTimeout(timer);
    if (level === 'cancel') cancel();
    else timers.push(setTimeout(cancel, options.stopGraceMs));
  });
  lease.onLost(() => {
    const lost = new LeaseLostError({});
    loss.abort(lost);
    controller.abort(lost);
    cancel();
  });
  return {
    signal: controller.signal,
    leaseLost: loss.signal,
    end() {
      ended = true;
      stopListening();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
