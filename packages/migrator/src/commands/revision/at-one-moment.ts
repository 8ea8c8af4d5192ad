import type { Workbench } from '../shared/workbench.ts';

/** The same bench with a clock that stands still: all that one command writes is of one moment, and of one day. */
export function atOneMoment<Bench extends Pick<Workbench, 'ambient'>>(bench: Bench): Bench {
  const moment = bench.ambient.now();
  return { ...bench, ambient: { ...bench.ambient, now: () => moment } };
}
