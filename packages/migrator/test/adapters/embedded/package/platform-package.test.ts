import { existsSync, lstatSync, mkdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hydrateLibraries, isHydrated } from '../../../../src/adapters/embedded/package/hydrate-libraries.ts';
import { findPlatformPackage } from '../../../../src/adapters/embedded/package/platform-package.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { fakePackage } from '../fake-package.ts';

test("the migrator's own package is PostgreSQL 18", () => {
  expect(findPlatformPackage(18).version).toMatch(/^18\./);
});

test('a package that is not installed: how to install it', () => {
  expect(() => findPlatformPackage(18, join(tempDir(), 'package.json'))).toThrow(
    expect.objectContaining({
      code: 'embedded-package-missing',
      facts: expect.objectContaining({ found: null, wanted: 18 }),
      hint: expect.stringContaining('npm install --include=optional'),
    }),
  );
});

test('a package of another major, hoisted by npm, is not taken', () => {
  expect(() => findPlatformPackage(18, fakePackage('15.18.0-beta.17'))).toThrow(
    expect.objectContaining({
      code: 'embedded-package-missing',
      facts: expect.objectContaining({ found: '15.18.0-beta.17' }),
    }),
  );
  // 1 is not a prefix of 18 here.
  expect(() => findPlatformPackage(1, fakePackage('18.4.0'))).toThrow(/is version 18\.4\.0/);
});

test('library links are made once, relative, and again without harm', () => {
  const links = [
    { source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so.1' },
    { source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so' },
  ];
  const { root } = findPlatformPackage(18, fakePackage('18.4.0', undefined, links));
  writeFileSync(join(root, 'native/lib/libx.so.1.2'), '');
  expect(isHydrated(root)).toBe(false);
  hydrateLibraries(root);
  hydrateLibraries(root);
  expect(isHydrated(root)).toBe(true);
  expect(readlinkSync(join(root, 'native/lib/libx.so.1'))).toBe('libx.so.1.2');
  expect(lstatSync(join(root, 'native/lib/libx.so')).isSymbolicLink()).toBe(true);
});

test('a package without a list of links needs none', () => {
  const root = tempDir();
  mkdirSync(join(root, 'native'));
  hydrateLibraries(root);
  expect(isHydrated(root)).toBe(true);
  expect(existsSync(join(root, 'native/lib'))).toBe(false);
});
