import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Exports } from '../kind.ts';

const FEATURES = resolve(import.meta.dirname, '../../../../../../features');

/** What the schemas of the reference workspace export, by `<slice>.<export>`. */
export async function sixSlices(): Promise<Exports> {
  const exports: Record<string, unknown> = {};
  for (const slice of readdirSync(FEATURES).sort()) {
    const module: Record<string, unknown> = await import(pathToFileURL(join(FEATURES, slice, 'src/schema.ts')).href);
    for (const [name, value] of Object.entries(module)) exports[`${slice}.${name}`] = value;
  }
  return exports;
}
