import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks of /proc in a second. */
const TICKS = 100;
const EVERY_MS = 100;

/**
 * Samples the memory and the CPU of a process while it runs; nothing where there is no /proc.
 *
 * @param {number | undefined} pid
 */
export function watchProcess(pid) {
  /** @type {number[]} */
  const megabytes = [];
  let cpuMs = 0;
  const look = () => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      megabytes.push(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
      cpuMs = cpuOf(Number(pid))?.own ?? cpuMs;
    } catch {
      // It is over.
    }
  };
  const timer = setInterval(look, EVERY_MS);
  return {
    /** What it used: CPU, and memory in its second quarter and its last one. */
    end() {
      clearInterval(timer);
      const quarter = Math.floor(megabytes.length / 4);
      return {
        cpuMs,
        early: median(megabytes.slice(quarter, 2 * quarter)),
        late: median(megabytes.slice(3 * quarter)),
        most: Math.max(0, ...megabytes),
      };
    },
  };
}

/** CPU in milliseconds of a server: its process, those that it has, and those that have ended. @param {number} postmaster */
export function serverCpuMs(postmaster) {
  let all = 0;
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const found = cpuOf(Number(entry));
    if (found === undefined) continue;
    if (Number(entry) === postmaster) all += found.own + found.ended;
    else if (found.parent === postmaster) all += found.own;
  }
  return all;
}

/** @param {number} pid */
function cpuOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // After the name in parentheses, which may have any character: state, parent, …
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [user, system, childUser, childSystem] = [11, 12, 13, 14].map((at) => Number(fields[at]));
    const toMs = 1000 / TICKS;
    return {
      parent: Number(fields[1]),
      own: ((user ?? 0) + (system ?? 0)) * toMs,
      ended: ((childUser ?? 0) + (childSystem ?? 0)) * toMs,
    };
  } catch {
    return undefined;
  }
}

/** @param {readonly number[]} values */
export function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
