import type { RevisionEffects } from '../../../sql-objects/ownership/placed-statement.ts';

/** What a file's statements do; the rest of `RevisionEffects` is in the header. */
export type FileEffects = Pick<RevisionEffects, 'upgrade' | 'downgrade'>;

/** Keeps what was read off revision files, by their checksums, between runs. A broken entry counts as missing. */
export interface EffectsCache {
  read(checksum: string): FileEffects | undefined;
  /** Whether a content was read before, which also says that it could be parsed. */
  has(checksum: string): boolean;
  write(checksum: string, effects: FileEffects): void;
  /** Writes what is new to disk, if anything is. */
  save(): void;
}
