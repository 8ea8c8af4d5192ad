import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileError } from './folder/file-error.ts';
import { findFolder } from './folder/server-folder.ts';
import { stopFolder, withStartLock } from './stop-embedded.ts';

/**
 * Stops the server and deletes its cluster with all data; the next start makes a new one. Clusters that were set aside
 * (`data.aside-…`) stay.
 *
 * @returns whether there was a cluster
 * @throws EmbeddedBusyError, EmbeddedPermissionError
 */
export async function resetEmbedded(folder: string): Promise<boolean> {
  const found = findFolder(folder);
  if (!existsSync(found.home)) return false;
  return await withStartLock(found, async () => {
    const existed = existsSync(found.data);
    await stopFolder(found);
    try {
      for (const path of [found.data, found.cluster, found.log]) rmSync(path, { recursive: true, force: true });
      for (const name of readdirSync(found.home)) {
        if (name.startsWith('data.new-')) rmSync(join(found.home, name), { recursive: true, force: true });
      }
    } catch (error) {
      throw fileError(error, found.data);
    }
    return existed;
  });
}
