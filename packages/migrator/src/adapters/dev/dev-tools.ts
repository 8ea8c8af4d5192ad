import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DevRunningError } from '../../errors/plan/dev-errors.ts';
import type { DevTools } from '../../ports/development/dev-tools.ts';
import { startLockHolder, tryStartLock } from '../embedded/folder/start-lock.ts';
import { draftFolder, entriesOf } from './draft-folder.ts';
import { folderWatch } from './folder-watch.ts';

/** Relative to the root of the workspace. */
const DRAFTS = '.braid/drafts';
/** Longer than one save takes, in milliseconds. */
const PATIENCE = 30_000;

/** @param command the command line, for hints */
export function openDevTools(root: string, command: string): DevTools {
  const [watchLock, workLock] = [join(root, DRAFTS, 'watch.lock'), join(root, DRAFTS, 'work.lock')];
  const take = (file: string): (() => void) | undefined => {
    mkdirSync(join(root, DRAFTS), { recursive: true });
    // The first try may only break the lock of a killed process.
    return tryStartLock(file) ?? tryStartLock(file);
  };
  return {
    folders: () =>
      foldersIn(join(root, DRAFTS)).flatMap((branch) =>
        foldersIn(join(root, DRAFTS, branch)).map((database) => `${branch}/${database}`),
      ),
    folder: (name) => draftFolder(root, `${DRAFTS}/${name}`),
    takeWatch: () => take(watchLock),
    watcher: () => startLockHolder(watchLock),
    async alone(work) {
      const until = performance.now() + PATIENCE;
      for (;;) {
        const release = take(workLock);
        if (release !== undefined) {
          try {
            return await work();
          } finally {
            release();
          }
        }
        if (performance.now() > until) throw new DevRunningError({ pid: startLockHolder(workLock) ?? null, command });
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    watch: (polls) => folderWatch(root, polls),
  };
}

function foldersIn(folder: string): readonly string[] {
  return entriesOf(folder).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}
