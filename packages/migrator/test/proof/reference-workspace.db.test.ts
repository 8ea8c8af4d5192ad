import { afterAll, expect, test } from 'vitest';
import type { ProofEvent } from '../../src/proof/proof-event.ts';
import { proveMany } from '../../src/proof/round-trip/prove-many.ts';
import { Subject } from '../../src/proof/round-trip/subject.ts';
import { WORKSPACE } from '../features/reference-history.ts';
import { memoryCache, proofTools } from './proof-kit.ts';

const cache = memoryCache();
const tools = proofTools(WORKSPACE, { cache });
afterAll(() => tools.close());

const subject = new Subject(tools, []);
const ids = subject.graph.ordered.map(({ id }) => id);

test('every revision of the reference workspace is proven with rows in every table', async () => {
  const events: ProofEvent[] = [];
  const outcomes = await proveMany(subject, ids, { cache: true, onEvent: (event) => events.push(event) });
  expect(outcomes.map(({ revision }) => revision)).toEqual(ids);
  expect(outcomes.filter(({ verdict }) => verdict !== 'proven').map(({ error }) => error?.message)).toEqual([]);
  expect(outcomes.flatMap(({ proof }) => proof?.unseeded ?? [])).toEqual([]);

  const proofs = new Map(outcomes.map(({ revision, proof }) => [revision, proof]));
  // 11edddef0cec widens a column: its way back cuts what was written since.
  expect(proofs.get('11edddef0cec')).toMatchObject({ wayBack: 'lossy', lost: ['public.events.event_type'] });
  expect(proofs.get('7acb43537689')).toMatchObject({ wayBack: 'lossless', lost: [] });
  expect(proofs.get('1542b812101b')?.upgradeNeeds).toContain('strategies_use_composition_present');
  expect(events).toHaveLength(43);
  expect(events.at(-1)).toMatchObject({ type: 'revision-proven', n: 42, of: 42 });
});

test('a second time nothing is run, and without the cache the proofs say the same', async () => {
  const again = await proveMany(subject, ids, { cache: true, onEvent: () => {} });
  expect(again.every(({ cached }) => cached)).toBe(true);
  const some = ids.slice(-3);
  const fresh = await proveMany(subject, some, { cache: false, onEvent: () => {} });
  expect(fresh.every(({ cached }) => !cached)).toBe(true);
  const timeless = (proof: object | undefined) => ({ ...proof, durationMs: 0 });
  for (const { revision, proof } of fresh)
    expect(timeless(proof)).toEqual(timeless(again.find((other) => other.revision === revision)?.proof));
});
