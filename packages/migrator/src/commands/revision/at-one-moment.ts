import type { Workbench } from '../shared/workbench.ts';

/** The same bench with a stopped clock: everything that one command writes has the same time and day. */
export function atOneMoment<Bench extends Pick<Workbench, 'ambient'>>(bench: Bench): Bench {
  const moment = bench.ambient.now();
  return { ...bench, ambient: { ...bench.ambient, now: () => moment } };
}
