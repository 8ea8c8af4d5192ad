import type { SchemaEntity } from '../../schema/entity/schema-entity.ts';
import type { Rename } from '../../schema/rename/rename.ts';

/** A slice in a change that may span several. */
export interface SliceStates {
  readonly slice: string;
  /** What its revisions have built. */
  readonly built: readonly SchemaEntity[];
  /** The same entities in the same order, in the names that they have after all renames of all slices. */
  readonly renamed: readonly SchemaEntity[];
  /** What it should be. */
  readonly after: readonly SchemaEntity[];
  readonly renames: readonly Rename[];
  /** Whether it may get revisions; what another slice owns stays as it is. */
  readonly isOpen: boolean;
}

/**
 * One thing to do in one slice.
 *
 * - `rename`: all renames of the slice;
 * - `drop`, `alter`, `make`: one entity;
 * - `strip`: what an entity uses of others is taken out of it, and comes again with the `alter` that follows.
 */
export interface Piece {
  readonly does: 'rename' | 'drop' | 'strip' | 'alter' | 'make';
  /** The number of the slice. */
  readonly of: number;
  /** The place in the built state; absent for what is new. */
  readonly index?: number;
  /** As built. */
  readonly built?: SchemaEntity;
  /** As built, in the names after all renames. */
  readonly was?: SchemaEntity;
  /** What it should be. */
  readonly after?: SchemaEntity;
  /** One of two halves: the entity steps aside for what other slices do, and comes back. */
  readonly isHalf?: true;
}
