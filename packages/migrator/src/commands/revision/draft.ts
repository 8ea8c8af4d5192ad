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
  /** For hand-written SQL: how its result differs from the schema. */
  readonly differences: readonly string[];
  /** For a generated revision: hints about statements that are valid, but may not be what was meant. */
  readonly notes: readonly string[];
  /** The slice's own entities after it; absent if it does not change the schema. */
  readonly entities?: readonly SchemaEntity[] | undefined;
}

/** A draft whose effect is unknown. */
export const UNKNOWN: Pick<Draft, 'upgrade' | 'downgrade' | 'differences' | 'notes'> = {
  upgrade: { lossy: [], rows: [] },
  downgrade: { lossy: [], rows: [] },
  differences: [],
  notes: [],
};
