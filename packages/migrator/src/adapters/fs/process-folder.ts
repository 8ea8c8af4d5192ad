import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../process/is-alive.ts';

/**
 * A folder of this process's own below `parent`, empty; those of processes that were killed are removed. It is not made
 * yet.
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
