import fc from 'fast-check';
import type { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoWorkspace, shareDemo } from '../../commands/revision/revision-kit.ts';
import { proofTools } from '../../proof/proof-kit.ts';
import { createDatabase, type FreshDatabase } from '../../support/fresh-database.ts';
import { Dice } from './dice.ts';
import { editByChance } from './edits.ts';
import { describeDatabase, emptyDatabase } from './judge.ts';
import { EMPTY, type Model } from './model.ts';
import { truthOf } from './truth.ts';
import { Walk } from './walk.ts';
import { RandomWorkspace } from './workspace.ts';

const SAMPLE = 2;
/** On demand: `BRAID_WORKSPACES=100 BRAID_SEED=7 BRAID_FROM=200` tries as many, of that seed, from the one with this number. */
const RUNS = Number(process.env.BRAID_WORKSPACES ?? SAMPLE);
/** A sample that is the same everywhere; on demand, others each time. */
const SEED = Number(process.env.BRAID_SEED ?? (RUNS === SAMPLE ? 42 : Math.floor(Math.random() * 2 ** 31)));
const FROM = Number(process.env.BRAID_FROM ?? 0);
const SEEDS =
  process.env.BRAID_WORKSPACES_SEED === undefined
    ? fc.sample(fc.noBias(fc.nat()), { numRuns: FROM + RUNS, seed: SEED }).slice(FROM)
    : [Number(process.env.BRAID_WORKSPACES_SEED)];
const EDITS_OF_EACH = 3;

shareDemo();

let developer: FreshDatabase;
let judge: FreshDatabase;
let clients: readonly [Client, Client];
let tools: ReturnType<typeof proofTools> | undefined;

beforeAll(async () => {
  [developer, judge] = [await createDatabase(), await createDatabase()];
  clients = [await developer.connect(), await judge.connect()];
});

afterAll(async () => {
  await tools?.close();
  await developer.drop();
  await judge.drop();
});

/** What was judged: the gates had nothing to say; they were right to find something; or it could be called too much. */
const tally = { ok: 0, found: 0, besides: new Map<string, number>(), refused: new Map<string, number>() };

/** What the gates took for right, and was not. */
const missed: unknown[] = [];

/** A long run is watched. */
function tell(what: unknown): void {
  if (RUNS > SAMPLE)
    process.stdout.write(
      `${JSON.stringify(what, (_, value) => (value instanceof Map ? Object.fromEntries(value) : value))}\n`,
    );
}

function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

/** One workspace: it is walked, judged, and edited and judged a few times. */
async function tryWorkspace(seed: number): Promise<void> {
  const dice = new Dice(seed);
  const [developers, judges] = clients;
  await emptyDatabase(developers);
  const slices = Array.from({ length: 2 + dice.below(4) }, (_, n) => `s${n}`);
  const model: Model = { slices, ...EMPTY };
  const demo = demoWorkspace(Object.fromEntries(slices.map((slice) => [slice, 'export {};'])));
  tools ??= proofTools(demo.root);
  const workspace = new RandomWorkspace(demo, tools, developer.url);
  const walk = new Walk(workspace, dice, model);
  const steps = 3 + dice.below(5);
  await walk.begin();
  for (let n = 0; n < steps; n += 1) await walk.step();
  for (const code of walk.refused) count(tally.refused, code);

  const [files, declared] = [workspace.files(), walk.model];
  const built = await describeDatabase(developers);
  for (let n = 0; n <= EDITS_OF_EACH; n += 1) {
    const edit = n === 0 ? 'nothing' : editByChance(workspace, walk, dice);
    if (edit === undefined) continue;
    const said = await workspace.gates(seed);
    const truth = await truthOf(workspace, walk.model, judges, built, seed);
    const isTrue = truth.orders.length + truth.unwritten.length === 0;
    if (said.files.length === 0) tally.ok += 1;
    else if (isTrue)
      for (const code of new Set(said.files.map((line) => line.split(':')[0] ?? ''))) count(tally.besides, code);
    else tally.found += 1;
    const wrong = [
      ...(said.files.length === 0 ? [...truth.orders, ...truth.unwritten] : []),
      ...(said.files.length + said.database.length === 0 ? truth.developer : []),
    ];
    if (wrong.length > 0) {
      missed.push({ seed, edit, wrong, log: walk.log });
      tell(missed.at(-1));
    }
    workspace.restore(files);
    walk.model = declared;
  }
}

test(`what the gates call right is right: every order, nothing unwritten, the developer has the same (seed ${SEED})`, {
  timeout: 60_000 + RUNS * 120_000,
}, async () => {
  for (const [n, seed] of SEEDS.entries()) {
    await tryWorkspace(seed);
    if (n % 20 === 19) tell({ tried: n + 1, ...tally });
  }
  expect(missed).toEqual([]);
  expect(tally.ok).toBeGreaterThan(RUNS / 4);
  expect(tally.found).toBeGreaterThan(RUNS / 4);
});
