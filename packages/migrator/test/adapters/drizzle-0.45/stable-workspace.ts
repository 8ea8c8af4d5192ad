import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { openSchemaDiffer } from '../../../src/adapters/drizzle/schema-differ.ts';
import type { SchemaDiffer } from '../../../src/ports/schema-differ.ts';
import { makeTempDir, removeTempDir } from '../../support/temp-dir.ts';
import { ORM_045 } from './kit-031.ts';

const NODE_MODULES = resolve(import.meta.dirname, '../../../../../node_modules');

/** Which drizzle-orm the folder of a slice has. */
export const ORMS = { stable: ORM_045, next: join(NODE_MODULES, 'drizzle-orm') } as const;

/** A folder with files; `orms` says which folders have a `node_modules` with which drizzle-orm (or other packages, by name). */
export function workspaceWith(
  files: Readonly<Record<string, string>>,
  orms: Readonly<Record<string, string>>,
): { readonly root: string; readonly differ: SchemaDiffer } {
  const root = makeTempDir('braid-stable-');
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  for (const [path, target] of Object.entries(orms)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(target, join(root, path));
  }
  const differ = openSchemaDiffer(root);
  onTestFinished(async () => {
    await differ.close();
    removeTempDir(root);
  });
  return { root, differ };
}
