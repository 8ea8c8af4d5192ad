import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ServerPace } from '../../src/fleet/server-pace.ts';

/** A server: what a tenant waits for besides it, what it computes, on how many cores, and what each other one costs. */
interface Load {
  readonly waitMs: number;
  readonly workMs: number;
  readonly cores: number;
  /** By how much of its work each tenant beside it makes a tenant slower. */
  readonly crowding: number;
}

const LOCAL: Load = { waitMs: 1, workMs: 40, cores: 2, crowding: 0.1 };
const FAR: Load = { waitMs: 400, workMs: 4, cores: 2, crowding: 0 };

function durationOf({ waitMs, workMs, cores, crowding }: Load, running: number): number {
  return waitMs + workMs * Math.max(1, running / cores) * (1 + crowding * (running - 1));
}

/** Runs tenants on it as a fleet does, from a time on; returns when the last one ended. */
function run(
  pace: Pick<ServerPace, 'most' | 'ended'>,
  tenants: number,
  loadAt: (begun: number) => Load,
  seen: number[] = [],
): number {
  const ends: number[] = [];
  let [now, begun] = [0, 0];
  for (;;) {
    while (ends.length < pace.most && begun < tenants) {
      ends.push(now + durationOf(loadAt(begun), ends.length + 1));
      begun += 1;
    }
    seen.push(pace.most);
    ends.sort((a, b) => a - b);
    const end = ends.shift();
    if (end === undefined) return now;
    now = end;
    pace.ended(now, ends.length + 1);
  }
}

function withFixed(most: number, tenants: number, load: Load): number {
  return run({ most, ended: () => undefined }, tenants, () => load);
}

/** What share of the tenants ended while so many ran as may be expected, from one tenant on. */
function shareAt(most: number, seen: readonly number[], from: number, to: number): number {
  const part = seen.slice(from, to);
  return part.filter((each) => each === most).length / part.length;
}

test('stays at two where more bring nothing, and goes to the limit where tenants wait for the network', () => {
  const [local, far]: [number[], number[]] = [[], []];
  run(new ServerPace(8), 1_000, () => LOCAL, local);
  expect(local[0]).toBe(2);
  expect(shareAt(2, local, 0, 1_000)).toBeGreaterThan(0.8);
  run(new ServerPace(8), 1_000, () => FAR, far);
  expect(far.indexOf(8)).toBeLessThan(16);
  expect(shareAt(8, far, 16, 1_000)).toBeGreaterThan(0.9);
});

test('looks again, since the load may be another one', () => {
  const seen: number[] = [];
  run(new ServerPace(8), 4_000, (begun) => (begun < 1_000 || begun >= 2_000 ? LOCAL : FAR), seen);
  expect(shareAt(2, seen, 0, 1_000)).toBeGreaterThan(0.8);
  expect(shareAt(8, seen, 1_300, 2_000)).toBeGreaterThan(0.9);
  expect(shareAt(2, seen, 3_000, 4_000)).toBeGreaterThan(0.8);
});

const load: fc.Arbitrary<Load> = fc.record({
  waitMs: fc.integer({ min: 0, max: 500 }),
  workMs: fc.integer({ min: 1, max: 100 }),
  cores: fc.integer({ min: 1, max: 16 }),
  crowding: fc.constantFrom(0, 0.02, 0.1),
});

test('is hardly slower than the limit, whatever the load', () => {
  fc.assert(
    fc.property(load, fc.integer({ min: 1, max: 32 }), (given, most) => {
      const pace = new ServerPace(most);
      const tookMs = run(pace, 1_000, () => given);
      expect(tookMs).toBeLessThanOrEqual(withFixed(most, 1_000, given) * 1.4);
    }),
  );
});

test('stays within its limit, and at one at least, whatever it is told', () => {
  const told = fc.array(fc.record({ pauseMs: fc.integer({ min: 0, max: 9 }), isFull: fc.boolean() }), {
    maxLength: 400,
  });
  fc.assert(
    fc.property(told, fc.integer({ min: 1, max: 32 }), (ends, most) => {
      const pace = new ServerPace(most);
      let at = 0;
      for (const { pauseMs, isFull } of ends) {
        at += pauseMs;
        pace.ended(at, isFull ? pace.most : 1);
        expect(pace.most).toBeGreaterThanOrEqual(1);
        expect(pace.most).toBeLessThanOrEqual(most);
      }
    }),
  );
});
