/** Ends what it was given for. */
export interface FileWatch {
  close(): void;
}

/** A folder whose own entries are watched, and not what is below them. */
export interface WatchedFolder {
  /** Relative to the root of the workspace. */
  readonly folder: string;
  /** Which of its entries count; all when absent. */
  readonly counts?: ((name: string) => boolean) | undefined;
}

/**
 * Tells when something in some folders may have changed: once for what changes together. `onTrouble` says why changes
 * may be missed.
 */
export type WatchFiles = (
  folders: readonly WatchedFolder[],
  onChange: () => void,
  onTrouble: (why: string) => void,
) => FileWatch;
