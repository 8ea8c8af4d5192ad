import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { olderMajor } from '../../support/older-major.ts';
import { observeCorpus, type Truths } from './observe-corpus.ts';

const FILE = join(import.meta.dirname, 'truth.golden.json');
const recorded = (): Record<string, Truths> => JSON.parse(readFileSync(FILE, 'utf8'));

/** With BRAID_RECORD=1 the file is written, for an author to read. */
function expectTruth(major: string, seen: Truths): void {
  if (process.env.BRAID_RECORD === '1')
    writeFileSync(FILE, `${JSON.stringify({ ...recorded(), [major]: seen }, null, 1)}\n`);
  expect(seen).toEqual(recorded()[major]);
}

test('the truth of the corpus is what this server does', async () => {
  const { url, query } = await freshDatabase();
  const [row] = await query("select current_setting('server_version_num')::int as version");
  // Between the two that are recorded nothing changed that is in the corpus.
  expectTruth(Number(row?.version) >= 180_000 ? '18' : '15', await observeCorpus(url));
});

test('and what PostgreSQL 15 does', async () => {
  const older = await olderMajor();
  try {
    const { url, drop } = await createDatabase(older.url);
    expectTruth('15', await observeCorpus(url));
    await drop();
  } finally {
    await older.stop();
  }
});
