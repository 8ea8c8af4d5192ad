import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findFolder } from '../embedded/folder/server-folder.ts';
import { runningPostmaster } from '../embedded/server/server-process.ts';
import { isAlive } from '../process/is-alive.ts';

/** Where the server of one rehearsal is; its name says whose it is. */
export function rehearsalFolder(parent: string, pid: number, random: string): string {
  return join(parent, `${pid}-${random}`);
}

/**
 * Removes what the servers of dead processes left: nothing, where their watchdogs could remove it, and an empty folder
 * where these may not write to its parent.
 */
export function sweepRehearsals(parent: string): void {
  const names = existsSync(parent) ? readdirSync(parent) : [];
  const ours = new Set(names.flatMap((name) => /^(\d+-[0-9a-f]+)(?:\.json)?$/.exec(name)?.[1] ?? []));
  for (const name of ours) {
    const pid = Number(name.split('-')[0]);
    const folder = join(parent, name);
    const { home, data } = findFolder(folder);
    const isOwn = pid === process.pid;
    if ((isAlive(pid) && !isOwn) || runningPostmaster(data) !== undefined) continue;
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    rmSync(folder, { recursive: true, force: true });
    rmSync(`${folder}.json`, { force: true });
  }
  try {
    rmdirSync(parent);
  } catch {
    // Others are running, or it was never there.
  }
}
