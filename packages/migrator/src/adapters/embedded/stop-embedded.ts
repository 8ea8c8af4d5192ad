import { existsSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { EmbeddedBusyError } from '../../errors/embedded/cluster-errors.ts';
import { fileError } from './folder/file-error.ts';
import { findFolder, type ServerFolder } from './folder/server-folder.ts';
import { readServerState } from './folder/server-state.ts';
import { startLockHolder, tryStartLock } from './folder/start-lock.ts';
import { runningPostmaster } from './server/server-process.ts';

const stopSeconds = 30;
const pollMs = 10;

/**
 * Stops the server of the folder, even if it is in use; sessions end with 57P01. Waits for a start that is running.
 *
 * @returns whether a server was running
 * @throws EmbeddedBusyError, EmbeddedPermissionError
 */
export async function stopEmbedded(folder: string): Promise<boolean> {
  const found = findFolder(folder);
  if (!existsSync(found.home)) return false;
  return await withStartLock(found, () => stopFolder(found));
}

/** Runs `work` while no other process starts, stops or resets this server. */
export async function withStartLock<Result>(folder: ServerFolder, work: () => Promise<Result>): Promise<Result> {
  const deadline = Date.now() + stopSeconds * 1000;
  while (Date.now() < deadline) {
    const release = tryStartLock(folder.lock);
    if (release !== undefined) {
      try {
        return await work();
      } finally {
        release();
      }
    }
    await pause(pollMs);
  }
  throw new EmbeddedBusyError({
    path: folder.home,
    pid: startLockHolder(folder.lock) ?? null,
    seconds: stopSeconds,
  });
}

/** Stops the server without taking the start lock. @returns whether one was running */
export async function stopFolder(folder: ServerFolder): Promise<boolean> {
  const pid = runningPostmaster(folder.data);
  const pipe = readServerState(folder.state)?.pipe;
  // First, so that no process can join any more: a server that shuts down still has its watchdog for a while.
  rmSync(folder.state, { force: true });
  if (pipe !== undefined) rmSync(pipe, { force: true });
  if (pid !== undefined) await stopPostmaster(pid, folder);
  return pid !== undefined;
}

async function stopPostmaster(pid: number, folder: ServerFolder): Promise<void> {
  // "Fast" shutdown; when it hangs, "immediate", which loses nothing committed: the next start recovers.
  for (const [signal, seconds] of [
    ['SIGINT', stopSeconds],
    ['SIGQUIT', 5],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (runningPostmaster(folder.data) !== undefined) throw fileError(error, folder.home);
    }
    const deadline = Date.now() + seconds * 1000;
    while (Date.now() < deadline) {
      if (runningPostmaster(folder.data) !== pid) return;
      await pause(pollMs);
    }
  }
  throw new EmbeddedBusyError({ path: folder.home, pid, seconds: stopSeconds });
}
