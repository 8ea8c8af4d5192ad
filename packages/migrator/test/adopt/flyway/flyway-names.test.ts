import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flywayChecksum } from '../../../src/adopt/flyway/flyway-checksum.ts';
import { flywayName } from '../../../src/adopt/flyway/flyway-name.ts';
import { FLYWAY_DEFAULTS } from '../../../src/adopt/flyway/flyway-settings.ts';
import { compareVersions, flywayVersion } from '../../../src/adopt/flyway/flyway-version.ts';
import { readFlywayConfiguration } from '../../../src/adopt/flyway/read-configuration.ts';

test.each([
  ['1', '1'],
  ['1_2', '1.2'],
  ['1.2.3', '1.2.3'],
  ['001', '001'],
  ['20240301100000', '20240301100000'],
  ['99999999999999999999', '99999999999999999999'],
  ['1.', undefined],
  ['a', undefined],
  ['1a', undefined],
  ['1.a', undefined],
  ['', undefined],
  ['latest', undefined],
  ['Current', undefined],
])('the version of %j', (written, text) => {
  expect(flywayVersion(written)?.text).toBe(text);
});

test.each([
  ['1', '1.0', 0],
  ['1', '001', 0],
  ['1', '1.0.0', 0],
  ['1.9', '1.10', -1],
  ['2', '1.10', 1],
  ['1', '1.0.1', -1],
  ['9007199254740993', '9007199254740992', 1],
])('compares %s with %s', (left, right, order) => {
  const [a, b] = [flywayVersion(left), flywayVersion(right)];
  if (a === undefined || b === undefined) throw new Error('no version');
  expect([compareVersions(a, b), compareVersions(b, a)]).toEqual([order, order === 0 ? 0 : -order]);
});

test.each([
  ['V1__first.sql', { kind: 'versioned', description: 'first', code: false }],
  ['V1_2__first_table.sql', { kind: 'versioned', description: 'first table', code: false }],
  ['V1.2__a__b.SQL', { kind: 'versioned', description: 'a  b', code: false }],
  ['V2.sql', { kind: 'versioned', description: '', code: false }],
  ['V3__Load.java', { kind: 'versioned', description: 'Load', code: true }],
  ['V4__load.py', { kind: 'versioned', description: 'load', code: true }],
  ['U1.2__undo.sql', { kind: 'undo', description: 'undo', code: false }],
  ['B5__all.sql', { kind: 'baseline', description: 'all', code: false }],
  ['R__views.sql', { kind: 'repeatable', description: 'views', code: false }],
  ['R1__views.sql', { kind: 'ignored' }],
  ['V__first.sql', { kind: 'ignored' }],
  ['Vendor.sql', { kind: 'ignored' }],
  ['V1_first.sql', { kind: 'ignored' }],
  ['v1__first.sql', { kind: 'ignored' }],
  ['README.md', { kind: 'ignored' }],
  ['afterMigrate.sql', { kind: 'callback', event: 'afterMigrate' }],
  ['beforeEachMigrate__log.sql', { kind: 'callback', event: 'beforeEachMigrate' }],
  ['createSchema.sql', { kind: 'callback', event: 'createSchema' }],
  ['V1__first.sql.conf', { kind: 'options' }],
])('%s', (name, expected) => {
  expect(flywayName(name, FLYWAY_DEFAULTS)).toMatchObject(expected);
});

test('takes prefixes, separator and suffixes from the configuration; the longest prefix counts', () => {
  const settings = readFlywayConfiguration({
    path: 'flyway.conf',
    text: 'flyway.sqlMigrationPrefix=M\nflyway.repeatableSqlMigrationPrefix=MR\nflyway.sqlMigrationSeparator=-\nflyway.sqlMigrationSuffixes=.pg,.sql\n',
  });
  expect(flywayName('M1-first.pg', settings)).toMatchObject({ kind: 'versioned', description: 'first' });
  expect(flywayName('MR-views.sql', settings)).toMatchObject({ kind: 'repeatable', description: 'views' });
  expect(flywayName('V1__first.sql', settings)).toEqual({ kind: 'ignored' });
});

test('reads flyway.conf and flyway.toml alike', () => {
  const conf =
    '# flyway.locations=no\nflyway.locations = filesystem:sql, classpath:db\nflyway.schemas=app,other\nflyway.table: history\nflyway.placeholderReplacement=false\nother.table=x\n';
  const toml =
    '[flyway]\nlocations = ["filesystem:sql", "classpath:db"]\nschemas = ["app", "other"]\ntable = "history"\nplaceholderReplacement = false\n[environments.default]\nurl = "jdbc:postgresql://x"\n';
  const read = readFlywayConfiguration({ path: 'flyway.conf', text: conf });
  expect(read).toMatchObject({
    locations: ['filesystem:sql', 'classpath:db'],
    schema: 'app',
    table: 'history',
    placeholder: undefined,
  });
  expect(readFlywayConfiguration({ path: 'a/flyway.toml', text: toml })).toEqual(read);
  expect(readFlywayConfiguration({ path: 'flyway.conf', text: '' })).toEqual({ ...FLYWAY_DEFAULTS, schema: undefined });
  expect(() => readFlywayConfiguration({ path: 'flyway.toml', text: '[flyway' })).toThrow(
    'flyway.toml is not valid TOML.',
  );
});

test('the checksum is the CRC-32 of the lines without their ends', () => {
  const judge = (text: string) => crc32(text) | 0;
  expect(flywayChecksum('')).toBe(0);
  expect(flywayChecksum('a\r\nb\nc\rd')).toBe(judge('abcd'));
  expect(flywayChecksum('\uFEFFa\n')).toBe(judge('a'));
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (lines) => {
      const plain = lines.map((line) => line.replace(/[\r\n\uFEFF]/g, ''));
      for (const end of ['\n', '\r\n', '\r']) expect(flywayChecksum(plain.join(end))).toBe(judge(plain.join('')));
    }),
  );
});
