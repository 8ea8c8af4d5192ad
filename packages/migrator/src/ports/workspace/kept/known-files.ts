import type { Revision } from '../../../revision/revision.ts';

/** What a revision file says in its header, and the checksum of all of it. */
export interface KnownFile {
  readonly revision: Revision;
  readonly checksum: string;
}

/** Revision files that need not be read, since it is known what they hold and what that says. */
export interface KnownFiles {
  /** `undefined` if the file must be read. */
  look(file: string): KnownFile | undefined;
  /** Takes note of a file that was read. */
  saw(found: KnownFile, bytes: Uint8Array): void;
  /** Keeps what was seen for the next time. */
  keep(): void;
}
