import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';

/** A moment at which something came, and how long the machine had kept the program and its reader waiting by then. */
export interface Beat {
  readonly at: number;
  readonly heldUp: number;
}

/** Now, in milliseconds. */
export function beatOf(pid: number): Beat {
  return { at: performance.now(), heldUp: runDelay(pid) + runDelay(process.pid) };
}

/**
 * The longest time without a byte, in milliseconds, without those in which the program (or this process, which reads)
 * could have run and the machine ran others: so it is the same on a busy machine.
 */
export function longestSilence(beats: readonly Beat[]): number {
  const gaps = beats.slice(1).map(({ at, heldUp }, index) => {
    const before = beats[index];
    return before === undefined ? 0 : at - before.at - Math.max(0, heldUp - before.heldUp);
  });
  return Math.max(0, ...gaps);
}

/**
 * How long a command may be silent, in milliseconds: half a second. Where many programs share each core, what runs takes
 * longer as well (caches, and a hypervisor that nobody can ask), which no count of waiting threads shows.
 */
export function mostSilent(): number {
  const [load = 0] = loadavg();
  return 500 * Math.max(1, load / (2 * availableParallelism()));
}

/**
 * How long the threads of a process have been ready to run without a processor, by Linux: the main one waits for others
 * as well, when memory is collected. Elsewhere nobody says, and silence is measured by the clock alone.
 */
function runDelay(pid: number): number {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.reduce((sum, thread) => sum + delayOf(`/proc/${pid}/task/${thread}/schedstat`), 0);
  } catch {
    return 0;
  }
}

function delayOf(file: string): number {
  try {
    const [, waited = '0'] = readFileSync(file, 'utf8').split(' ');
    return Number(waited) / 1e6;
  } catch {
    // The thread has ended.
    return 0;
  }
}
