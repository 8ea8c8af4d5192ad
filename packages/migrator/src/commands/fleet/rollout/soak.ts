import { pauseUntilStopped } from '../../../execute/pause-until-stopped.ts';
import type { RolloutRun } from './rollout-run.ts';
import type { WaveEnd } from './run-wave.ts';

/** How often `healthy` is asked. */
const LOOK_MS = 5_000;

/**
 * Waits after a wave, and asks `healthy` meanwhile; asks once if there is nothing to wait for. Continues a soak that a
 * dead coordinator began.
 *
 * @returns why it ended early; `over` if it did not
 */
export async function soak(run: RolloutRun, wave: number, soakMs: number): Promise<WaveEnd | { unhealthy: string }> {
  const { tools, held, bench, rollout } = run;
  const { stop, onEvent } = bench.runner;
  const asks = tools.settings.healthy !== undefined;
  if (soakMs === 0 && !asks) return 'over';
  await tools.store.enter(held.claim, wave, true);
  for (;;) {
    if (held.halted !== undefined) return held.halted;
    if (stop.level !== undefined) return 'stopped';
    const said = asks ? await tools.unhealthy() : undefined;
    if (said !== undefined) return { unhealthy: said };
    const leftMs = soakMs - (await tools.store.soaked(rollout.id));
    if (leftMs <= 0) return 'over';
    onEvent({ type: 'fleet-soaking', fleet: tools.name, wave: rollout.waves[wave] ?? '', leftMs });
    await pauseUntilStopped({ stop }, Math.min(leftMs, LOOK_MS));
  }
}
