/** Files of drafts below `.braid/drafts`. Names are relative to the folder, with `/`. */
export interface DraftFolder {
  /** Relative to the root of the workspace. */
  readonly path: string;
  /** All files in it, sorted; none when there is no such folder. */
  list(): readonly string[];
  read(file: string): string | undefined;
  /** The file is there whole or not at all. */
  write(file: string, text: string): void;
  remove(files: readonly string[]): void;
}

/** Watches contents of files, not their times. */
export interface FolderWatch {
  /** True where the system tells nothing of files: then they are looked at every half second. */
  readonly isPolling: boolean;
  /** Number of folders that are watched. */
  readonly folders: number;
  /** Watches these files and all below these folders from here on. Paths are relative to the root of the workspace. */
  follow(paths: readonly string[]): void;
  /** The contents now; equal texts, equal contents. */
  look(): string;
  /** Resolves when the contents are other than `seen`, and have been so for a moment; or when `stopped` resolves. */
  changed(seen: string, stopped: Promise<void>): Promise<void>;
  close(): void;
}

/** What `migrate dev` needs of the machine. */
export interface DevTools {
  /** Names of the folders of drafts that there are: `<branch>/<database>`. */
  folders(): readonly string[];
  folder(name: string): DraftFolder;
  /**
   * Becomes the one process that watches the workspace, until the function returned is called; `undefined`: another
   * does.
   */
  takeWatch(): (() => void) | undefined;
  /** The process that watches the workspace. */
  watcher(): number | undefined;
  /** Runs `work` while no other process changes the drafts of the workspace. Throws a `DevRunningError` in the end. */
  alone<Result>(work: () => Promise<Result>): Promise<Result>;
  /** @param polls even where the system reports changes */
  watch(polls: boolean): FolderWatch;
}
