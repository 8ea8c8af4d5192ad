import type { DatabaseObserver } from '../../ports/database/database-observer.ts';
import type { RunRequest } from '../run-request.ts';

type Watched = Pick<RunRequest, 'onEvent' | 'options' | 'stop'> & {
  readonly database: Pick<DatabaseObserver, 'cancel'>;
};

/**
 * Turns signals into cancel requests: the first one lets the statement under way end within `stopGraceMs`, then cancels
 * it; the second one cancels at once.
 * `signal` is aborted by the first one, for the code of data revisions.
 */
export function watchStop({ database, onEvent, options, stop }: Watched): {
  readonly signal: AbortSignal;
  end(): void;
} {
  const controller = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  // A cancel request can arrive between two statements and hit nothing: asked again until the run is over.
  const cancel = () => {
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
  return {
    signal: controller.signal,
    end() {
      stopListening();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
