import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { askBraid } from './ask-both.ts';
import { CONNECTION_CASES } from './cases.ts';
import { type ConnectionOutcome, caseName, connectionsTable } from './connections-page.ts';
import { openConnectionLab } from './servers.ts';

const outcomes: Record<string, ConnectionOutcome> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'outcomes.golden.json'), 'utf8'),
);

test('Braid does with every connection string what the table says', async () => {
  const lab = await openConnectionLab();
  try {
    const found: Record<string, string> = {};
    for (const each of CONNECTION_CASES) found[caseName(each)] = await askBraid(each, lab);
    expect(found).toEqual(Object.fromEntries(Object.entries(outcomes).map(([name, { braid }]) => [name, braid])));
  } finally {
    await lab.close();
  }
});

test('docs/connections.md shows the table (npm run docs:connections)', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../../../../../docs/connections.md'), 'utf8');
  expect(page).toContain(connectionsTable(CONNECTION_CASES, outcomes));
});

test('where psql connects, Braid connects to the same server or refuses by name', () => {
  const wrong = Object.entries(outcomes).filter(([, { psql, braid }]) => {
    if (psql === braid || braid.startsWith('refused: connection-parameter (')) return false;
    // psql has a fallback of its own.
    return psql.startsWith('connected') || braid.startsWith('connected')
      ? !psql.startsWith(braid.split(' application_name=fallback')[0] ?? '')
      : false;
  });
  expect(wrong).toEqual([]);
});
