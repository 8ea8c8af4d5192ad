import { spawnSync } from 'node:child_process';

/**
 * @typedef {{ name: string, command: string, args: readonly string[], cwd?: string, env?: Record<string, string> }} Candidate
 * @typedef {{ name: string, wall: number, least: number, ratio: number }} Measured wall is the median in ms, least the quickest round; ratio is the median of the
 *   round-by-round ratios of wall to the first candidate
 */

/**
 * Runs the candidates in turn, round by round, so that whatever else the machine does hits all alike. The first is the peer that the
 * others are measured against; one round before the counted ones warms the caches.
 *
 * @param {readonly Candidate[]} candidates
 * @param {number} rounds
 * @returns {Measured[]}
 */
export function measure(candidates, rounds) {
  /** @type {number[][]} */
  const taken = candidates.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    candidates.forEach((candidate, index) => {
      const once = run(candidate);
      if (round > 0) taken[index]?.push(once);
    });
  }
  return candidates.map(({ name }, index) => {
    const own = taken[index] ?? [];
    return {
      name,
      wall: median(own),
      least: Math.min(...own),
      ratio: median(own.map((wall, round) => wall / (taken[0]?.[round] ?? wall))),
    };
  });
}

/** @param {Candidate} candidate */
function run({ name, command, args, cwd, env }) {
  // With this variable Node parses a bundle of certificates at every start: 70 ms that are nobody's fault here.
  const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
  const start = performance.now();
  const { status, stderr, error } = spawnSync(command, args, {
    cwd,
    env: { ...inherited, NO_COLOR: '1', ...env },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const wall = performance.now() - start;
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${error?.message ?? stderr}`);
  return wall;
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
