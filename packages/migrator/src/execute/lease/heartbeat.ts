import type { Run } from '../run/run-progress.ts';

/**
 * Renews the lease every third of its length, on a connection of its own that is opened only when a run lasts that long. A heartbeat that fails is told and
 * tried again at the next turn: the fence, not the heartbeat, decides whether a commit counts.
 */
export function startHeartbeat(run: Run): { stop(): void } {
  const everyMs = Math.max(1, Math.floor(run.options.leaseMs / 3));
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const schedule = () => {
    timer = setTimeout(() => {
      void renew().then(() => {
        if (!stopped) schedule();
      });
    }, everyMs);
    timer.unref();
  };
  const renew = async () => {
    const { lease } = run;
    try {
      const held = await run.database.renewLease(lease);
      // A reconnect meanwhile made a newer token: then nothing is lost.
      if (!held && !stopped && lease === run.lease)
        run.emit({ type: 'heartbeat-failed', why: 'another runner took over' });
    } catch (error) {
      if (!stopped) run.emit({ type: 'heartbeat-failed', why: error instanceof Error ? error.message : String(error) });
    }
  };

  schedule();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
