import type { RevisionFile } from '../../revision/revision-file.ts';
import type { Slice } from '../../revision/slice.ts';
import type { DataEffect } from '../../schema/difference/classify-change.ts';
import type { SchemaEntity } from '../../schema/entity/schema-entity.ts';

/** A revision that is not written yet. */
export interface Draft {
  readonly slice: Slice;
  readonly file: RevisionFile;
  readonly upgrade: DataEffect;
  readonly downgrade: DataEffect;
  /** Of SQL by hand: where what it makes is not what the schema declares. */
  readonly differences: readonly string[];
  /** Of a generated one: what is right as it is written, and perhaps not what was meant. */
  readonly notes: readonly string[];
  /** The slice's own entities after it; absent when it says nothing about the schema. */
  readonly entities?: readonly SchemaEntity[] | undefined;
}

/** A draft whose effect is unknown. */
export const UNKNOWN: Pick<Draft, 'upgrade' | 'downgrade' | 'differences' | 'notes'> = {
  upgrade: { lossy: [], rows: [] },
  downgrade: { lossy: [], rows: [] },
  differences: [],
  notes: [],
};
