import { describe, expect, test } from 'vitest';
import type { Prover } from '../../../../src/ports/proof/proof.ts';
import { createProver } from '../../../../src/proof/prover.ts';
import { proofTools } from '../../../proof/proof-kit.ts';
import { differences } from '../../../support/catalog-of.ts';
import { freshDatabase } from '../../../support/fresh-database.ts';
import { SAMPLE, sampled } from '../../../support/sample.ts';
import { demoWorkspace, shareDemo } from '../revision-kit.ts';
import { rowsOfPage, scenarioRow, writeScenarioPage } from './scenario-page.ts';
import { SCENARIOS as OF_TABLES } from './scenarios.ts';
import { SCENARIOS_IN_SQL } from './scenarios-in-sql.ts';
import { type Tried, tryScenario } from './try-scenario.ts';

shareDemo();

const SCENARIOS = [...OF_TABLES, ...SCENARIOS_IN_SQL];

/** The same slices, in the order of the alphabet and in the other one. */
const NAMES = [
  { x: 'alpha', y: 'beta', z: 'gamma' },
  { x: 'omega', y: 'nu', z: 'mu' },
] as const;

async function tried(scenario: (typeof SCENARIOS)[number], names: (typeof NAMES)[number]): Promise<Tried> {
  let opened: { readonly prover: Prover; close(): Promise<void> } | undefined;
  // Opened when the slices are there: the tools know the workspace as it was when they were made.
  const proving = (): Prover => {
    if (opened === undefined) {
      const tools = proofTools(demo.root);
      opened = { prover: createProver(tools), close: () => tools.close() };
    }
    return opened.prover;
  };
  const demo = demoWorkspace(
    { [names.x]: '', [names.y]: '', [names.z]: '' },
    {
      prove: (request) => proving().prove(request),
      build: (statements) => proving().build(statements),
      builtBy: (heads) => proving().builtBy(heads),
      builtInTurn: (onBuilt) => proving().builtInTurn(onBuilt),
    },
  );
  const [developer, empty] = await Promise.all([freshDatabase(), freshDatabase()]);
  try {
    return await tryScenario(demo, scenario, names, [await developer.connect(), await empty.connect()]);
  } finally {
    await opened?.close();
  }
}

/** The page has all of them, and CI tries all. */
const chosen = process.env.BRAID_WRITE_DOCS === undefined ? sampled(SCENARIOS, 2) : SCENARIOS;

/** Which are tried in both orders. */
const renamed = new Set(sampled(chosen, 3));

const rows = new Map<string, string>();

describe.sequential(`changes that span slices (${SAMPLE})`, () => {
  test.each(chosen)('$name', async (scenario) => {
    const expectRight = (each: Tried): void => {
      expect(each).toMatchObject({ unlikeFresh: '', unlikeBefore: '', keepsRows: scenario.loses !== true });
      if (scenario.order !== undefined) expect(each.order).toBe(scenario.order);
    };
    const one = await tried(scenario, NAMES[0]);
    expectRight(one);
    rows.set(scenario.name, scenarioRow(scenario, one));
    if (!renamed.has(scenario)) return;
    const other = await tried(scenario, NAMES[1]);
    expectRight(other);
    expect(other.order).toHaveLength(one.order.length);
    expect(differences(one.catalog, other.catalog)).toBe('');
  });

  test('docs/cross-slice.md shows each of them as it is (npm run docs:cross-slice)', () => {
    if (process.env.BRAID_WRITE_DOCS !== undefined) writeScenarioPage([...rows.values()]);
    const page = rowsOfPage();
    expect(page).toHaveLength(SCENARIOS.length);
    for (const row of rows.values()) expect(page).toContain(row);
  });
});
