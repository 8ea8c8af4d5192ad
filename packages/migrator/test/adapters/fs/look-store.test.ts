import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lookStore } from '../../../src/adapters/fs/look-store.ts';
import { makeTempDir, removeTempDir } from '../../support/temp-dir.ts';

const LOOK = { at: '2026-11-28T00:00:00Z', bytes: { 'public.a': 8192 } };

test('a look is kept for each database, and what is broken counts as none', () => {
  const folder = makeTempDir('braid-test-');
  onTestFinished(() => removeTempDir(folder));
  const store = lookStore(join(folder, 'health'));
  expect(store.read('one')).toBe(undefined);
  expect(store.write('one', LOOK)).toBe(true);
  expect([store.read('one'), store.read('two')]).toEqual([LOOK, undefined]);
  const [file = ''] = readdirSync(join(folder, 'health'));
  for (const broken of [
    '',
    '{',
    '[]',
    '{"at":"x","bytes":{}}',
    `{"at":"${LOOK.at}","bytes":{"a":"b"}}`,
    `{"at":"${LOOK.at}","bytes":null}`,
  ]) {
    writeFileSync(join(folder, 'health', file), broken);
    expect([broken, store.read('one')]).toEqual([broken, undefined]);
  }
});

test('where nothing can be written, nothing is kept and nothing fails', () => {
  const folder = makeTempDir('braid-test-');
  onTestFinished(() => removeTempDir(folder));
  // A file is where the folder would be.
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'health'), '');
  expect(lookStore(join(folder, 'health')).write('one', LOOK)).toBe(false);
});
