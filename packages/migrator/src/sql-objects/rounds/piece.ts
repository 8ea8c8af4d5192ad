import type { SchemaEntity } from '../../schema/entity/schema-entity.ts';
import type { Rename } from '../../schema/rename/rename.ts';

/** A slice in a change that may span several. */
export interface SliceStates {
  readonly slice: string;
  /** The state that its revisions built. */
  readonly built: readonly SchemaEntity[];
  /** The same entities in the same order, in the names after all renames of all slices. */
  readonly renamed: readonly SchemaEntity[];
  /** What it should be. */
  readonly after: readonly SchemaEntity[];
  readonly renames: readonly Rename[];
  /** Whether it may get revisions; other slices stay unchanged. */
  readonly isOpen: boolean;
}

/**
 * One task in one slice.
 *
 * - `rename`: all renames of the slice;
 * - `drop`, `alter`, `make`: one entity;
 * - `strip`: references to others are removed from an entity, and restored by the `alter` that follows.
 */
export interface Piece {
  readonly does: 'rename' | 'drop' | 'strip' | 'alter' | 'make';
  /** The number of the slice. */
  readonly of: number;
  /** The place in the built state; absent for new entities. */
  readonly index?: number;
  /** As built. */
  readonly built?: SchemaEntity;
  /** As built, in the names after all renames. */
  readonly was?: SchemaEntity;
  /** What it should be. */
  readonly after?: SchemaEntity;
  /** One of two halves: the entity steps aside for changes of other slices, and is restored. */
  readonly isHalf?: true;
}
