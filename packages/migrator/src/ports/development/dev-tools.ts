/** Files of drafts below `.braid/drafts`. Names are relative to the folder, with `/`. */
export interface DraftFolder {
  /** Relative to the root of the workspace. */
  readonly path: string;
  /** All files in it, sorted; none if there is no such folder. */
  list(): readonly string[];
  read(file: string): string | undefined;
  /** Writes the whole file or nothing. */
  write(file: string, text: string): void;
  remove(files: readonly string[]): void;
}

/** Watches contents of files, not their times. */
export interface FolderWatch {
  /** True if the system does not report changes: then files are checked every half second. */
  readonly isPolling: boolean;
  /** The number of watched folders. */
  readonly folders: number;
  /**
   * Watches these files, and everything below these folders, from now on. Paths are relative to the root of the
   * workspace.
   */
  follow(paths: readonly string[]): void;
  /** A text that is equal for equal contents. */
  look(): string;
  /** Resolves when the contents differ from `seen` and have not changed for a moment, or when `stopped` resolves. */
  changed(seen: string, stopped: Promise<void>): Promise<void>;
  close(): void;
}

/** What `migrate dev` needs from the machine. */
export interface DevTools {
  /** Names of the existing folders of drafts: `<branch>/<database>`. */
  folders(): readonly string[];
  folder(name: string): DraftFolder;
  /**
   * Makes this the only process that watches the workspace, until the returned function is called; `undefined` if
   * another one does.
   */
  takeWatch(): (() => void) | undefined;
  /** The process that watches the workspace. */
  watcher(): number | undefined;
  /**
   * Runs `work` while no other process changes the drafts of the workspace. Throws a `DevRunningError` after waiting
   * for half a minute.
   */
  alone<Result>(work: () => Promise<Result>): Promise<Result>;
  /** @param polls even where the system reports changes */
  watch(polls: boolean): FolderWatch;
}
