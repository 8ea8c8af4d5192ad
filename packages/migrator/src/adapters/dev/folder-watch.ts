import { type FSWatcher, watch } from 'node:fs';
import type { FolderWatch } from '../../ports/development/dev-tools.ts';
import { systemCode } from '../process/system-code.ts';
import { FollowedFiles } from './followed-files.ts';

/** Editors write in steps: this long without a change ends a save, in milliseconds. */
const QUIET = 25;
/** The longest wait for such a pause, in milliseconds. */
const MOST_QUIET = 1_000;
const POLL = 500;
/** Some file systems accept a watch and never report a change: shared folders of virtual machines and containers. */
const CHECK = 3_000;

/** The function of the system that watches; tests replace it. */
export type WatchFolder = (folder: string, told: () => void) => Pick<FSWatcher, 'close' | 'on'>;

/** See `FolderWatch`. It watches folders, not files: a watch does not follow a file that is replaced. */
export function folderWatch(root: string, polls: boolean, watchFolder: WatchFolder = watch): FolderWatch {
  return new Watching(root, polls, watchFolder);
}

class Watching implements FolderWatch {
  readonly #files: FollowedFiles;
  readonly #watchFolder: WatchFolder;
  readonly #watchers = new Map<string, ReturnType<WatchFolder>>();
  #isPolling: boolean;
  #timer: NodeJS.Timeout | undefined;
  #told = false;
  #wake: () => void = () => undefined;

  constructor(root: string, polls: boolean, watchFolder: WatchFolder) {
    this.#watchFolder = watchFolder;
    this.#files = new FollowedFiles(root);
    this.#isPolling = polls;
    this.#tick();
  }

  get isPolling(): boolean {
    return this.#isPolling;
  }

  get folders(): number {
    return this.#files.folders().length;
  }

  follow(paths: readonly string[]): void {
    this.#files.follow(paths);
    this.#renew();
  }

  look(): string {
    return this.#files.look();
  }

  async changed(seen: string, stopped: Promise<void>): Promise<void> {
    let isStopped = false;
    const ended = stopped.then(() => {
      isStopped = true;
    });
    for (;;) {
      // A change that was reported during other work is found here.
      if (this.look() !== seen && (await this.#isQuiet(ended)) && this.look() !== seen) return;
      if (isStopped) return;
      await Promise.race([this.#next(), ended]);
      if (isStopped) return;
      this.#renew();
    }
  }

  close(): void {
    clearInterval(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  /** Waits until nothing was reported for a moment. */
  async #isQuiet(ended: Promise<void>): Promise<boolean> {
    const until = performance.now() + MOST_QUIET;
    do {
      this.#told = false;
      await Promise.race([new Promise((resolve) => setTimeout(resolve, QUIET)), ended]);
    } while (this.#told && performance.now() < until);
    return true;
  }

  #next(): Promise<void> {
    if (this.#told) {
      this.#told = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#told = false;
        resolve();
      };
    });
  }

  #tell(): void {
    this.#told = true;
    this.#wake();
    this.#wake = () => undefined;
  }

  #tick(): void {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#tell(), this.#isPolling ? POLL : CHECK);
  }

  /** Watches the folders that exist now, and no others. */
  #renew(): void {
    if (this.#isPolling) return;
    const wanted = new Set(this.#files.folders());
    for (const [folder, watcher] of this.#watchers) {
      if (wanted.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of wanted) {
      if (this.#watchers.has(folder)) continue;
      try {
        const watcher = this.#watchFolder(folder, () => this.#tell());
        watcher.on('error', () => this.#lost(folder));
        this.#watchers.set(folder, watcher);
      } catch (error) {
        // Deleted again, or not created yet: the next call tries again.
        if (systemCode(error) === 'ENOENT') continue;
        this.#poll();
        return;
      }
    }
  }

  /** The folder was deleted, or the system cannot watch more folders. */
  #lost(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
    this.#tell();
  }

  /** After ENOSPC and EMFILE the system watches no more folders; checking all files finds the same changes. */
  #poll(): void {
    this.#isPolling = true;
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
    this.#tick();
  }
}
