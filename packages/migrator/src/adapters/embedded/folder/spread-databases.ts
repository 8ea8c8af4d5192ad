import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { ServerUser } from '../server/server-user.ts';

/**
 * Has ext4 put each database of a cluster that is made from now on where it finds room, and not all of them close to
 * each other: where inodes of dropped databases are many, an ext4 without a journal needs a millisecond and more for
 * each file (decision 015). It is a hint: where there is no such file system, or no `chattr`, nothing happens.
 *
 * @param data the folder of the cluster
 * @param user its owner, where that is not this process's
 */
export async function spreadDatabases(data: string, user?: ServerUser): Promise<void> {
  if (process.platform !== 'linux') return;
  await new Promise<void>((resolve) => {
    // T: "the top of directory hierarchies for the purposes of the Orlov block allocator", as in chattr(1).
    try {
      execFile('chattr', ['+T', join(data, 'base')], { ...user, timeout: 5000 }, () => resolve());
    } catch {
      resolve();
    }
  });
}
