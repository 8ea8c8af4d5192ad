import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { requireStateInside } from '../../../src/adapters/fs/require-inside.ts';
import { openRevisionFiles } from '../../../src/adapters/fs/revision-files.ts';
import { makeTempDir, removeTempDir } from '../../support/temp-dir.ts';

const folders: string[] = [];
afterAll(() => folders.forEach(removeTempDir));

let root = '';
let outside = '';
beforeEach(() => {
  [root, outside] = [makeTempDir('braid-inside-'), makeTempDir('braid-outside-')];
  folders.push(root, outside);
  mkdirSync(join(root, 'a/migrations'), { recursive: true });
  writeFileSync(join(outside, 'a1.json'), '{}');
});

const refused = expect.objectContaining({ code: 'link-outside-workspace' });

describe('snapshots as a link out of the workspace', () => {
  const file = 'a/migrations/snapshots/a1.json';

  test('are neither read nor listed nor written', () => {
    symlinkSync(outside, join(root, 'a/migrations/snapshots'));
    const files = openRevisionFiles(root);
    expect(() => files.read(file)).toThrow(refused);
    expect(() => files.list('a/migrations/snapshots', '.json')).toThrow(refused);
    expect(() => files.replace(file, 'x')).toThrow(refused);
    expect(() => files.create('a/migrations/snapshots/new.json', 'x')).toThrow(refused);
    expect(() => files.create('a/migrations/snapshots/deep/new.json', 'x')).toThrow(refused);
    expect(readdirSync(outside)).toEqual(['a1.json']);
  });

  test('a single file, and a link that leads nowhere', () => {
    mkdirSync(join(root, 'a/migrations/snapshots'));
    symlinkSync(join(outside, 'a1.json'), join(root, file));
    symlinkSync(join(outside, 'new.json'), join(root, 'a/migrations/snapshots/new.json'));
    const files = openRevisionFiles(root);
    expect(() => files.read(file)).toThrow(refused);
    expect(() => files.replace(file, 'x')).toThrow(refused);
    expect(() => files.create('a/migrations/snapshots/new.json', 'x')).toThrow(refused);
    expect(existsSync(join(outside, 'new.json'))).toBe(false);
  });

  test('a link within the workspace is followed', () => {
    mkdirSync(join(root, 'kept'));
    symlinkSync('../../kept', join(root, 'a/migrations/snapshots'));
    const files = openRevisionFiles(root);
    files.create(file, 'x');
    expect([files.read(file), readdirSync(join(root, 'kept'))]).toEqual(['x', ['a1.json']]);
  });
});

test.each(['.braid', '.braid/proofs', '.braid/scratch'])('%s as a link out of the workspace', (link) => {
  if (link !== '.braid') mkdirSync(join(root, '.braid'));
  symlinkSync(outside, join(root, link));
  expect(() => requireStateInside(root)).toThrow(refused);
});

test('a .braid of its own, or none', () => {
  requireStateInside(root);
  mkdirSync(join(root, '.braid/proofs'), { recursive: true });
  requireStateInside(root);
});
