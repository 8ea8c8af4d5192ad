import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Of free space, and of pages that are visible to all: PostgreSQL does without, and makes them where it writes. */
const MAPS = ['_fsm', '_vm'];

/**
 * Removes the maps of all tables of a cluster that was just made and has not been started. A quarter of the 300 files
 * of an empty database are maps, and each copy of a database makes all its files.
 *
 * @param data the data folder
 */
export function leaveOutMaps(data: string): void {
  const base = join(data, 'base');
  for (const database of readdirSync(base)) {
    const folder = join(base, database);
    for (const file of readdirSync(folder)) {
      if (MAPS.some((map) => file.endsWith(map))) rmSync(join(folder, file));
    }
  }
}
