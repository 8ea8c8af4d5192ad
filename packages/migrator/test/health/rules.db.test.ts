import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { lookAtHealth } from '../../src/adapters/pg/health/look-at-health.ts';
import { EVERY_RULE } from '../../src/health/every-rule.ts';
import type { HealthFacts } from '../../src/health/facts/health-facts.ts';
import { judge } from '../../src/health/judge.ts';
import { DEFAULT_LIMITS } from '../../src/health/limits.ts';
import type { RuleContext } from '../../src/health/rule.ts';
import { createDatabase, type FreshDatabase } from '../support/fresh-database.ts';
import { olderMajor } from '../support/older-major.ts';
import type { TestPostgres } from '../support/setup/acquire-postgres.ts';
import { SCHEMA_CASES } from './schema-cases.ts';
import { STATE_CASES } from './state-cases.ts';

const RULE_CASES = [...SCHEMA_CASES, ...STATE_CASES];

let older: TestPostgres;
const databases: FreshDatabase[] = [];
beforeAll(async () => {
  older = await olderMajor();
});
afterAll(async () => {
  for (const database of databases) await database.drop();
  await older.stop();
});

/** Small enough for tables of a test. */
const LIMITS = {
  ...DEFAULT_LIMITS,
  unusedBytes: 100 * 1024,
  bloatBytes: 512 * 1024,
  growthBytes: 512 * 1024,
  wraparoundAge: 50,
};

const schemaOf = (kind: 'bad' | 'good', rule: string): string => `${kind}_${rule.replaceAll('-', '_')}`;

/** Builds every case in schemas of its own. Statistics are there when the session has ended. */
async function build(database: FreshDatabase): Promise<void> {
  const client = await database.connect();
  // The age of rows is counted in transactions: those of the other cases come first.
  for (const { rule, bad, fails = [], good } of [...RULE_CASES].sort(
    (a, b) => Number(a.rule === 'wraparound') - Number(b.rule === 'wraparound'),
  )) {
    for (const [kind, statements] of [
      ['bad', [...bad, ...fails]],
      ['good', good],
    ] as const) {
      const schema = schemaOf(kind, rule);
      await client.query(`create schema ${schema}`);
      for (const sql of statements) {
        const run = client.query(sql.replaceAll('@', schema));
        if (fails.includes(sql)) await expect(run).rejects.toThrow();
        else await run;
      }
    }
  }
  await client.end();
}

function contextOf({ tables }: HealthFacts): RuleContext {
  const bytes = new Map(
    tables.map((table) => [
      `${table.schema}.${table.name}`,
      table.schema === 'bad_growth' ? table.bytes / 4 : table.bytes,
    ]),
  );
  return { limits: LIMITS, isMade: () => false, lastLook: { at: '2026-01-01T00:00:00Z', bytes } };
}

/** What a rule found in the schema of a case, without the schema. */
function foundIn(facts: HealthFacts, rule: string, kind: 'bad' | 'good'): readonly string[] {
  const schema = schemaOf(kind, rule);
  const { found } = judge(facts, contextOf(facts), {});
  return found
    .filter(({ code, object }) => code === rule && object.includes(` ${schema}.`))
    .map(({ object }) => object.replace(`${schema}.`, ''))
    .sort();
}

test.each([
  ['the newest server', () => inject('postgresUrl')],
  ['PostgreSQL 15', () => older.url],
])('on %s every rule finds what is wrong, and nothing that is near to it', async (_, serverUrl) => {
  const database = await createDatabase(serverUrl());
  databases.push(database);
  await build(database);
  const { facts } = await lookAtHealth(
    { url: database.url, source: 'test', stateSchema: 'braid' },
    { orphans: true, bloatBytes: LIMITS.bloatBytes },
  );
  const seen = RULE_CASES.map(({ rule }) => [rule, foundIn(facts, rule, 'bad'), foundIn(facts, rule, 'good')]);
  expect(seen).toEqual(RULE_CASES.map(({ rule, finds }) => [rule, [...finds].sort(), []]));
  expect(facts.notSeen).toEqual([]);
  // Every other word of the facts is of this server.
  expect(facts.server.version).toBe(
    Number((await database.query("select current_setting('server_version_num')::int as v"))[0]?.v),
  );
  // A role that may read nothing is told so, for everything that takes reading.
  const role = `blind_${database.name}`;
  await database.query(
    `create role ${role}; ${RULE_CASES.map(({ rule }) => `grant usage on schema ${schemaOf('bad', rule)} to ${role}`).join(';')}`,
  );
  try {
    const blind = await lookAtHealth(
      { url: `${database.url}?options=-c%20role%3D${role}`, source: 'test', stateSchema: 'braid' },
      { orphans: true, bloatBytes: LIMITS.bloatBytes },
    );
    const { found, notSeen } = judge(blind.facts, contextOf(blind.facts), {});
    const needsRows = ['bloat', 'default-partition-rows', 'key-near-end', 'orphans'];
    for (const { rule } of RULE_CASES) {
      const unseen = notSeen.filter(({ rule: of, object }) => of === rule && object.includes(schemaOf('bad', rule)));
      const some = found.filter(({ code, object }) => code === rule && object.includes(schemaOf('bad', rule)));
      expect([rule, unseen.length > 0, some.length > 0]).toEqual([
        rule,
        needsRows.includes(rule),
        !needsRows.includes(rule),
      ]);
    }
  } finally {
    await database.query(`drop owned by ${role}; drop role ${role}`);
  }
});

test('every rule has a case, but what only a server with prepared transactions shows', () => {
  const codes = EVERY_RULE.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect([...RULE_CASES.map(({ rule }) => rule), 'prepared-transaction'].sort()).toEqual([...codes].sort());
});
