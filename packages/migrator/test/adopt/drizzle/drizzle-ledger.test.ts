import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { drizzleLedger } from '../../../src/adopt/drizzle/drizzle-ledger.ts';
import { DRIZZLE_LEDGER, readDrizzle } from '../../../src/adopt/drizzle/read-drizzle.ts';
import type { LedgerRow } from '../../../src/adopt/foreign-ledger.ts';
import { FIRST, journalFolder } from './drizzle-files.ts';

const texts = {
  '0000_init': 'create table a ();\n',
  '0001_same': 'select 1;\n',
  '0002_same': 'select 1;\n',
  '0003_end': 'select 3;\n',
};
const history = readDrizzle('drizzle', journalFolder(texts));
const ledger = drizzleLedger(DRIZZLE_LEDGER);
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const rows = Object.values(texts).map(
  (text, at): LedgerRow => ({ id: `${at + 1}`, hash: hash(text), created_at: `${FIRST + at * 1500}`, name: null }),
);
const changed = (at: number, change: LedgerRow): readonly LedgerRow[] =>
  rows.map((row, its) => (its === at ? { ...row, ...change } : row));
const keys = Object.keys(texts);

describe('explained', () => {
  test.each<[string, readonly LedgerRow[], readonly string[]]>([
    ['all', rows, keys],
    ['none', [], []],
    ['a database that is behind', rows.slice(0, 2), keys.slice(0, 2)],
    ['two files of one text, by their times', [...rows.slice(0, 2)], keys.slice(0, 2)],
    ['the line ends of Windows', changed(0, { hash: hash(texts['0000_init'].replace('\n', '\r\n')) }), keys],
    ['a journal that was given other times', changed(3, { created_at: '5' }), keys],
    ['times to the second, by drizzle-kit 1.x', changed(3, { created_at: `${FIRST + 4000}` }), keys],
    ['a name, by drizzle-orm 1.x', changed(3, { name: '0003_end', created_at: '5' }), keys],
  ])('%s', (_, given, appliedKeys) => {
    expect(ledger.compare(given, history)).toEqual({ appliedKeys, problems: [] });
  });
});

describe('told', () => {
  test.each<[string, readonly LedgerRow[], readonly object[]]>([
    [
      'an edited file',
      changed(3, { hash: 'dead' }),
      [{ problem: 'file-edited', key: '0003_end', source: 'drizzle/0003_end.sql', applied: 'dead' }],
    ],
    [
      'an edited file, by name',
      changed(3, { hash: 'dead', name: '0003_end' }),
      [{ problem: 'file-edited', key: '0003_end' }],
    ],
    [
      'a row without a file',
      [...rows, { id: '9', hash: 'beef', created_at: '5', name: null }],
      [{ problem: 'row-without-file', row: '9 (beef, 1970-01-01T00:00:00.005Z)' }],
    ],
    [
      'a name without a file',
      changed(3, { name: '0009_gone' }),
      [{ problem: 'row-without-file', row: `4 (0009_gone, ${new Date(FIRST + 4500).toISOString()})` }],
    ],
    ['a row twice', [...rows, ...rows.slice(0, 1)], [{ problem: 'applied-twice', key: '0000_init' }]],
    [
      'one that was passed over',
      rows.filter((_, at) => at !== 1),
      [{ problem: 'gap', key: '0002_same', missing: ['0001_same'] }],
    ],
  ])('%s', (_, given, problems) => {
    expect(ledger.compare(given, history).problems).toEqual(problems.map((each) => expect.objectContaining(each)));
  });
});
