import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSchemaDiffer } from '../../src/adapters/drizzle/schema-differ.ts';
import { createDatabase, type FreshDatabase } from '../support/fresh-database.ts';
import { SAMPLE, sampled } from '../support/sample.ts';
import { KINDS } from './kinds/all.ts';
import { expectGood } from './kinds/expected-outcome.ts';
import { braid } from './kinds/generators.ts';
import { kindRow, kindsOfPage } from './kinds/kinds-page.ts';
import { type Lab, openLab } from './kinds/lab.ts';
import { nextLine } from './kinds/lines.ts';
import { approvedMarkers, writeMarkers } from './kinds/markers.ts';
import { type KindOutcome, tryKind } from './kinds/try-kind.ts';

const differ = openSchemaDiffer(resolve(import.meta.dirname, '../../../..'));
const outcomes = new Map<string, KindOutcome>();
let databases: readonly FreshDatabase[] = [];
let lab: Lab;

beforeAll(async () => {
  const [tried, blank] = await Promise.all([createDatabase(), createDatabase()]);
  databases = [tried, blank];
  lab = await openLab(await nextLine(), differ, await tried.connect(), await blank.connect());
});

afterAll(async () => {
  for (const database of databases) await database.drop();
  await differ.close();
  const rows = [...outcomes].map(([name, outcome]) => `${name} | ${kindRow(outcome)}`);
  console.log(`kind | upgrade | downgrade | round trip\n${rows.join('\n')}\n${summary()}`);
});

function summary(): string {
  const all = [...outcomes.values()];
  const count = (isMeant: (outcome: KindOutcome) => boolean) => all.filter(isMeant).length;
  const up = count(({ upgrade }) => upgrade === 'works' || upgrade === 'rows');
  const down = count(({ downgrade }) => downgrade === 'works' || downgrade === 'rows');
  const trips = count(({ roundTrip }) => roundTrip !== 'no');
  const lossy = count(({ roundTrip }) => roundTrip === 'lossy');
  const rows = count(({ roundTrip }) => roundTrip === 'rows');
  return `${all.length} kinds: ${up} up, ${down} down, ${trips} round trips (${lossy} lossy and ${rows} dependent on rows, as declared)`;
}

// `npm run docs:kinds` tries all of them, and CI does.
const tried = process.env.BRAID_WRITE_MARKERS === undefined ? sampled(KINDS, 5) : KINDS;

test.each(tried)(`$name (${SAMPLE})`, async (kind) => {
  const outcome = await tryKind(lab, kind, braid(differ, lab.line));
  outcomes.set(kind.name, outcome);
  expectGood(outcome, kind);
});

// A marker names its thing with its schema, and cries no wolf: whoever changes a text reads them all.
test('kinds/markers.txt has what the files of each say (BRAID_WRITE_MARKERS=1 writes it)', () => {
  const markers = new Map([...outcomes].map(([name, outcome]) => [name, outcome.markers]));
  if (process.env.BRAID_WRITE_MARKERS !== undefined) writeMarkers(markers);
  const approved = approvedMarkers();
  for (const [name, lines] of markers) expect([name, ...lines]).toEqual([name, ...(approved.get(name) ?? [])]);
});

test('docs/kinds.md shows each of them as it is (npm run docs:kinds)', () => {
  const page = kindsOfPage();
  expect([...page.keys()]).toEqual(KINDS.map(({ name }) => name));
  for (const [name, outcome] of outcomes) expect(`${name} ${page.get(name)}`).toBe(`${name} ${kindRow(outcome)}`);
});
