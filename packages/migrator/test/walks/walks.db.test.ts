import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DemoWorkspace, demoWorkspace, shareDemo } from '../commands/revision/revision-kit.ts';
import { closeProvers, realProver, shareProvers } from '../proof/real-prover.ts';
import { freshDatabase } from '../support/fresh-database.ts';
import { Dice } from './dice.ts';
import { edited } from './edits.ts';
import { randomModel } from './random-model.ts';
import { sliceName } from './schema-text.ts';
import { type Judges, type Outcome, type Walk, walk } from './walk.ts';

/** `BRAID_WALKS=1000 BRAID_SEED=7 BRAID_FROM=200` walks as many, of that seed, from the one with this number. */
const [COUNT, SEED, FROM] = [
  Number(process.env.BRAID_WALKS ?? 4),
  Number(process.env.BRAID_SEED ?? 15),
  Number(process.env.BRAID_FROM ?? 0),
];

shareDemo();
shareProvers();

/** A workspace with the slices of a walk; with `prover` every revision is proven before it is written. */
async function workspaceOf({ before }: Walk, prover: boolean): Promise<DemoWorkspace> {
  await closeProvers();
  const names = Array.from({ length: before.slices }, (_, of) => [sliceName(of), ''] as const);
  const proving = realProver(() => demo);
  const demo = demoWorkspace(Object.fromEntries(names), prover ? proving : undefined);
  return demo;
}

/**
 * Walks without proofs, which would do the same first; where that is not right, a proof may have refused it. With
 * `BRAID_PROVE=1` every walk is proven, and what a proof refuses of it is counted.
 */
async function tried(step: Walk, judges: Judges): Promise<Outcome> {
  if (process.env.BRAID_PROVE !== undefined) return await walk(await workspaceOf(step, true), step, judges);
  const outcome = await walk(await workspaceOf(step, false), step, judges);
  if (outcome.verdict !== 'wrong') return outcome;
  const proven = await walk(await workspaceOf(step, true), step, judges);
  return proven.verdict === 'refused' ? proven : outcome;
}

/** The cause, without what differs from walk to walk. */
function described(outcome: Outcome): string {
  if (outcome.verdict === 'right') return outcome.demands ? 'right, on rows that allow it' : 'right';
  return `${outcome.verdict}: ${outcome.why.replaceAll(/\S*\/migrations\/\S+ /g, '').slice(0, 160)}`;
}

test(`${COUNT} random changes of random schemas (seed ${SEED})`, { timeout: 36_000_000 }, async () => {
  const databases = await Promise.all([freshDatabase(), freshDatabase(), freshDatabase()]);
  const [developer, fresh, plain] = [
    await databases[0].connect(),
    await databases[1].connect(),
    await databases[2].connect(),
  ];
  const drawn = fc.sample(fc.array(fc.nat(), { minLength: 400, maxLength: 400, size: 'max' }), {
    numRuns: FROM + COUNT,
    seed: SEED,
  });
  const counts = new Map<string, number>();
  const bad: string[] = [];
  for (const [number, numbers] of drawn.entries()) {
    if (number < FROM) continue;
    const dice = new Dice(numbers);
    const before = randomModel(dice);
    const { after, done } = edited(dice, before);
    const outcome = await tried({ before, after }, { developer, fresh, plain });
    const what = described(outcome);
    counts.set(what, (counts.get(what) ?? 0) + 1);
    if (process.env.BRAID_WALKS !== undefined && number % 50 === 49)
      console.log(number + 1, Object.fromEntries(counts));
    if (outcome.verdict === 'right') continue;
    bad.push(`walk ${number} (${done.join(', ')}): ${outcome.verdict}: ${outcome.why}`);
    if (process.env.BRAID_WALKS !== undefined) console.log(bad.at(-1));
  }
  console.log(Object.fromEntries(counts));
  expect(bad.filter((line) => line.includes(': wrong: '))).toEqual([]);
  expect(bad.length).toBeLessThanOrEqual(COUNT / 50);
});
