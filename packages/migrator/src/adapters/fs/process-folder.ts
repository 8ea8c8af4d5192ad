import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../process/is-alive.ts';

/**
 * The path of a folder below `parent` that only this process uses, and that does not exist yet; the folders of
 * processes that were killed are removed.
 */
export function processFolder(parent: string): string {
  const folder = join(parent, String(process.pid));
  const names = existsSync(parent) ? readdirSync(parent) : [];
  for (const name of names) {
    if (!isAlive(Number(name)) || name === String(process.pid)) {
      rmSync(join(parent, name), { recursive: true, force: true });
    }
  }
  return folder;
}
