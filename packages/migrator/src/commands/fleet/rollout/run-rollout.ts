import type { RolloutState } from '../../../fleet/rollout.ts';
import { STRAGGLING } from '../../../fleet/rollout.ts';
import { COUNTING, type RolloutRun } from './rollout-run.ts';
import { runWave, type WaveEnd } from './run-wave.ts';
import { soak } from './soak.ts';

export interface RolloutEnd {
  readonly outcome: 'done' | 'stragglers' | 'spent' | 'unhealthy' | 'paused' | 'lost' | 'stopped' | 'partial';
  /** The new state of the rollout; absent: it stays open. */
  readonly state?: RolloutState | undefined;
  readonly why?: string | undefined;
}

/**
 * Runs the waves one after the other, from the current one. If there are several, a failure in the first one stops the
 * rollout: that is its purpose.
 *
 * @param last number of the last wave to run
 */
export async function runRollout(run: RolloutRun, last: number): Promise<RolloutEnd> {
  const { tools, held, rollout, tally, bench } = run;
  const { waves } = tools.settings;
  for (let wave = Math.min(rollout.wave, waves.length - 1, last); wave < waves.length; wave += 1) {
    if (wave > last) {
      const wanted = [...run.rows.values()].flatMap((row) => (row.wave <= last ? [row.tenant] : []));
      return endOfPart(run, wanted);
    }
    const ids = [...run.rows.values()].flatMap((row) => (row.wave <= wave ? [row.tenant] : []));
    // One before it is asked for by its number, for tenants that are behind again: it soaked already.
    const isOver = wave < rollout.wave;
    if (wave > rollout.wave) await tools.store.enter(held.claim, wave, false);
    const open = ids.filter((id) => ['pending', 'running'].includes(run.rows.get(id)?.state ?? ''));
    const [name, n] = [rollout.waves[wave] ?? '', wave + 1];
    const place = { wave: name, n, waves: waves.length, tenants: open.length };
    bench.runner.onEvent({ type: 'fleet-wave', ...tally.progress, ...place });
    const end = stopped(await runWave(run, ids), run);
    if (end !== undefined) return end;
    const isCanary = wave === 0 && waves.length > 1;
    const failed = [...run.rows.values()].filter((row) => row.wave <= wave && COUNTING.includes(row.state));
    if (isCanary && failed.length > 0) {
      const why = `${failed
        .map(({ tenant }) => tenant)
        .slice(0, 3)
        .join(', ')} failed in the first wave`;
      return { outcome: 'spent', state: 'spent', why };
    }
    if (isOver) continue;
    const soaked = await soak(run, wave, waves[wave]?.soakMs ?? 0);
    if (typeof soaked === 'object') return { outcome: 'unhealthy', state: 'unhealthy', why: soaked.unhealthy };
    const ended = stopped(soaked, run);
    if (ended !== undefined) return ended;
  }
  // All tenants should have finished; if one has not, the rollout is not a success.
  if ([...run.rows.values()].some(({ state }) => state === 'pending' || state === 'running')) {
    return { outcome: 'stopped' };
  }
  const left = [...run.rows.values()].filter(({ state }) => STRAGGLING.includes(state)).length;
  return { outcome: left > 0 ? 'stragglers' : 'done', state: 'done' };
}

/** How a run ends that was for some tenants only. The rollout stays open for the others. */
export function endOfPart({ rows }: RolloutRun, tenants: readonly string[]): RolloutEnd {
  const states = tenants.flatMap((tenant) => rows.get(tenant)?.state ?? []);
  // Nobody was to be left; one who is after all makes it no success.
  if (states.some((state) => state === 'pending' || state === 'running')) return { outcome: 'stopped' };
  return { outcome: states.some((state) => STRAGGLING.includes(state)) ? 'stragglers' : 'partial' };
}

function stopped(end: WaveEnd, { budget }: RolloutRun): RolloutEnd | undefined {
  switch (end) {
    case 'over':
      return undefined;
    case 'spent':
      return { outcome: 'spent', state: 'spent', why: budget.spent };
    case 'pause':
      return { outcome: 'paused', state: 'paused' };
    case 'lost':
      return { outcome: 'lost' };
    case 'stopped':
      return { outcome: 'stopped' };
  }
}
