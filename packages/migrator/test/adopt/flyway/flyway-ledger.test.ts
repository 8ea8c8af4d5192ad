import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { flywayLedger } from '../../../src/adopt/flyway/flyway-ledger.ts';
import { readFlyway } from '../../../src/adopt/flyway/read-flyway.ts';
import type { LedgerRow } from '../../../src/adopt/foreign-ledger.ts';

const TEXTS: Readonly<Record<string, string>> = {
  'V1__a.sql': 'create table a ();\n',
  'V1.10__b.sql': 'create table b ();\n',
  'V2__c.sql': 'create table c ();\n',
  'R__views.sql': 'create or replace view v as select 1 as one;\n',
};

function history(names = Object.keys(TEXTS)) {
  return readFlyway(
    'sql',
    names.map((name) => ({ path: `sql/${name}`, text: TEXTS[name] ?? 'select 1;\n' })),
  );
}

const sum = (script: string) => String(crc32((TEXTS[script] ?? 'select 1;\n').replaceAll('\n', '')) | 0);

function row(version: string | null, script: string, more: LedgerRow = {}): LedgerRow {
  return {
    rank: '1',
    version,
    description: 'views',
    type: 'SQL',
    script,
    checksum: sum(script),
    success: 'true',
    ...more,
  };
}

const A = row('1', 'V1__a.sql');
const B = row('1.10', 'V1.10__b.sql');
const C = row('2', 'V2__c.sql');
const VIEWS = row(null, 'R__views.sql');

test.each<[string, LedgerRow[], string[], object[]]>([
  ['all of them', [A, B, C, VIEWS], ['1', '1.10', '2', 'R__views'], []],
  ['some', [A, B], ['1', '1.10'], []],
  ['a version that is written otherwise', [row('1.0', 'V1__a.sql')], ['1'], []],
  ['out of order', [A, C, B], ['1', '1.10', '2'], []],
  ['an undo', [A, B, row('1.10', 'U1.10__b.sql', { type: 'UNDO_SQL' })], ['1'], []],
  ['an undo and again', [A, B, row('1.10', 'U1.10__b.sql', { type: 'UNDO_SQL' }), B], ['1', '1.10'], []],
  ['schemas', [row(null, '"app"', { type: 'SCHEMA', rank: '0', version: '0', checksum: null }), A], ['1'], []],
  [
    'a baseline',
    [row('1.10', '<< Flyway Baseline >>', { type: 'BASELINE', checksum: null }), C],
    ['1', '1.10', '2'],
    [],
  ],
  [
    'a repeatable that ran again',
    [A, B, C, row(null, 'R__views.sql', { checksum: '1' }), VIEWS],
    ['1', '1.10', '2', 'R__views'],
    [],
  ],
  ['a file that was deleted', [row('0.5', 'V0.5__x.sql'), row('0.5', 'V0.5__x.sql', { type: 'DELETE' }), A], ['1'], []],
  [
    'a failure',
    [A, row('1.10', 'V1.10__b.sql', { success: 'false', rank: '2' })],
    ['1'],
    [{ problem: 'failed', key: '1.10', said: 'row 2 has success = false' }],
  ],
  [
    'an edited file',
    [row('1', 'V1__a.sql', { checksum: '7' })],
    ['1'],
    [{ problem: 'file-edited', key: '1', source: 'sql/V1__a.sql', applied: '7' }],
  ],
  [
    'a version without a file',
    [A, row('1.5', 'V1.5__x.sql')],
    ['1'],
    [{ problem: 'row-without-file', row: 'version 1.5 (SQL, V1.5__x.sql)' }],
  ],
  [
    'code without a file',
    [A, row('1.5', 'db.V1_5__X', { type: 'JDBC', checksum: null })],
    ['1'],
    [{ problem: 'row-without-file', row: 'version 1.5 (JDBC, db.V1_5__X)' }],
  ],
  [
    'a baseline before all files',
    [row('0', '<< Flyway Baseline >>', { type: 'BASELINE', checksum: null }), A],
    ['1'],
    [{ problem: 'row-without-file', row: 'version 0 (BASELINE, << Flyway Baseline >>)' }],
  ],
  ['two rows', [A, A], ['1'], [{ problem: 'applied-twice', key: '1', source: 'sql/V1__a.sql' }]],
  ['a gap', [A, C], ['1', '2'], [{ problem: 'gap', key: '2', missing: ['1.10'] }]],
  [
    'a repeatable without a file',
    [A, row(null, 'R__old.sql', { description: 'old' })],
    ['1'],
    [{ problem: 'row-without-file', row: 'repeatable "old" (SQL, R__old.sql)' }],
  ],
])('compares rows with files: %s', (_, rows, appliedKeys, problems) => {
  expect(flywayLedger().compare(rows, history())).toEqual({ appliedKeys, problems });
});

test('a baseline file is applied where it ran, and where the versions ran that it replaces', () => {
  const files = history(['B2__all.sql', 'V3__d.sql']);
  const ran = row('2', 'B2__all.sql', { type: 'SQL_BASELINE' });
  expect(flywayLedger().compare([ran], files)).toEqual({ appliedKeys: ['2'], problems: [] });
  expect(flywayLedger().compare([A, B, C, row('3', 'V3__d.sql')], files)).toEqual({
    appliedKeys: ['2', '3'],
    problems: [],
  });
});

test('code is not compared by a checksum', () => {
  const files = history(['V1__Load.java', 'V2__c.sql']);
  const ran = row('1', 'db.migration.V1__Load', { type: 'JDBC', checksum: '5' });
  expect(flywayLedger().compare([ran], files)).toEqual({ appliedKeys: ['1'], problems: [] });
});
