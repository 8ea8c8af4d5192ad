import { expect } from 'vitest';
import type { Kind } from './kind.ts';
import type { KindOutcome } from './try-kind.ts';

/** That a kind works in both directions. What it takes away or asks of rows, it says; and it cries no wolf. */
export function expectGood(outcome: KindOutcome, kind: Kind): void {
  expect(outcome).toMatchObject({
    why: '',
    upgrade: kind.fails === 'upgrade' ? 'rows' : 'works',
    downgrade: kind.fails === 'downgrade' ? 'rows' : 'works',
    roundTrip: kind.fails !== undefined || kind.used !== undefined ? 'rows' : kind.loses ? 'lossy' : 'yes',
  });
  if (kind.fails !== undefined) expect(outcome.says.rows).toBe(true);
  if (kind.loses) expect(outcome.says.lossy).toBe(true);
}
