import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BackupManifest, parseManifest, printManifest } from '../../../src/state/backup/backup-manifest.ts';
import { backupName } from '../../../src/state/backup/backup-name.ts';
import { supersededBackups } from '../../../src/state/backup/superseded-backups.ts';

const MANIFEST: BackupManifest = {
  format: 1,
  file: 'shop-20261128T213000Z-base-9c4e21.dump',
  ...{ tool: 'pg_dump', label: null, database: 'postgres://a@h:5432/shop', identity: 'abc', serverVersion: 150018 },
  ...{ moment: 'before', at: '2026-11-28T21:30:00.123Z', heads: ['8f3c2a1b9d04'], runId: '9c4e217a' },
  ...{ bytes: 12, sha256: 'ff', durationMs: 5 },
};

test('a manifest reads back as it was written', () => {
  expect(parseManifest(printManifest(MANIFEST))).toEqual(MANIFEST);
});

test.each([
  ['', 'nothing'],
  ['[]', 'a list'],
  ['{"name":"package"}', 'another JSON file'],
  [printManifest({ ...MANIFEST, file: '../../etc/passwd' }), 'a file elsewhere'],
  [printManifest({ ...MANIFEST, file: '..' }), 'a folder'],
  [printManifest(MANIFEST).replace('"format": 1', '"format": 2'), 'a later format'],
  [printManifest(MANIFEST).replace('"before"', '"amid"'), 'an unknown moment'],
  [printManifest(MANIFEST).replace('"heads": [', '"heads": [ 1,'), 'heads that are no ids'],
])('%# is not a manifest: %s', (text) => {
  expect(parseManifest(text)).toBeUndefined();
});

test('the name has database, time, heads and run', () => {
  const of = { database: 'shop', at: '2026-11-28T21:30:00.123Z', runId: '9c4e217a' };
  expect(backupName({ ...of, heads: ['8f3c2a1b9d04'] })).toBe('shop-20261128T213000Z-8f3c2a1b9d04-9c4e21');
  expect(backupName({ ...of, heads: [] })).toBe('shop-20261128T213000Z-base-9c4e21');
  expect(backupName({ ...of, heads: ['a', 'b', 'c', 'd', 'e'] })).toBe('shop-20261128T213000Z-a+b+c+2-more-9c4e21');
});

test('no name of a database or a revision leads out of the folder, or is one that a shell minds', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (database, heads) => {
      const name = backupName({ database, at: '2026-11-28T21:30:00.123Z', heads, runId: '9c4e217a' });
      expect(name).toMatch(/^[\w.+-]+$/);
      expect(name).not.toMatch(/^\./);
      expect(name.length).toBeLessThan(200);
    }),
  );
});

test('what is over the number is the oldest of the same database and moment, and never the newest', () => {
  const at = (day: number, more: Partial<BackupManifest> = {}): BackupManifest => ({
    ...MANIFEST,
    at: `2026-11-${day}T00:00:00.000Z`,
    ...more,
  });
  const all = [at(12), at(14), at(11), at(13), at(10, { identity: 'other' }), at(10, { moment: 'after' })];
  const ages = (keep: number | undefined) => supersededBackups(all, MANIFEST, keep).map((each) => each.at.slice(8, 10));
  expect(ages(undefined)).toEqual([]);
  expect(ages(3)).toEqual(['11']);
  expect(ages(1)).toEqual(['11', '12', '13']);
  expect(ages(0)).toEqual(['11', '12', '13']);
  expect(supersededBackups([at(1, { file: null }), at(14)], MANIFEST, 1)).toEqual([]);
});
