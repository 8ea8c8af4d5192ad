import {
  type EntityOf,
  type EntityType,
  entityId,
  isOfType,
  ofType,
  type SchemaEntity,
} from '../entity/schema-entity.ts';
import type { Rename } from '../rename/rename.ts';
import { replayRenames } from '../rename/replay-renames.ts';

/** The work of one direction: two states, and the renames between them. Rules take parts of the work out of it. */
export interface Change {
  /** The old state, in its own names. */
  readonly before: readonly SchemaEntity[];
  /** The same entities in the same order, in the names of `after`. */
  readonly renamed: readonly SchemaEntity[];
  readonly after: readonly SchemaEntity[];
  readonly renames: readonly Rename[];
  /** Ids of enums that are rebuilt although they only get new values, because something uses one of these at once. */
  readonly rebuilt?: ReadonlySet<string>;
}

/** A thing that is in both states. */
export interface Pair<T extends EntityType> {
  readonly index: number;
  /** In its own names. */
  readonly original: EntityOf<T>;
  readonly before: EntityOf<T>;
  readonly after: EntityOf<T>;
}

export function changeOf(
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
  renames: readonly Rename[] = [],
): Change {
  return { before, renamed: replayRenames(before, renames), after, renames };
}

type Pairs = { readonly [T in EntityType]?: readonly Pair<T>[] };

/** Changes never change, and each rule asks for the pairs of the one that the rules before it leave. */
const known = new WeakMap<Change, Pairs>();

export function pairsOf<T extends EntityType>(change: Change, type: T): readonly Pair<T>[] {
  if (change.renamed.length === 0) return [];
  const pairs = known.get(change)?.[type] ?? findPairs(change, type);
  known.set(change, { ...known.get(change), [type]: pairs });
  return pairs;
}

function findPairs<T extends EntityType>({ before, renamed, after }: Change, type: T): readonly Pair<T>[] {
  const now = new Map(ofType(after, type).map((entity) => [entityId(entity), entity]));
  return renamed.flatMap((entity, index) => {
    const original = before[index];
    if (!isOfType(entity, type) || original === undefined || !isOfType(original, type)) return [];
    const match = now.get(entityId(entity));
    return match === undefined ? [] : [{ index, original, before: entity, after: match }];
  });
}

/** Shows an entity in another form. */
export type Edit = (entity: SchemaEntity) => SchemaEntity;

/** An edit of one type of entity; the others stay the same. */
export function editOf<T extends EntityType>(type: T, edit: (entity: EntityOf<T>) => SchemaEntity): Edit {
  return (entity) => (isOfType(entity, type) ? edit(entity) : entity);
}

/**
 * The change with some entities in another form: those of the old state by index (in both namings), those of the new
 * one by id. Without any, the change itself.
 */
export function edited(
  change: Change,
  before: ReadonlyMap<number, Edit>,
  after: ReadonlyMap<string, Edit> = new Map(),
): Change {
  if (before.size + after.size === 0) return change;
  const apply = (entity: SchemaEntity, index: number): SchemaEntity => before.get(index)?.(entity) ?? entity;
  return {
    ...change,
    before: before.size === 0 ? change.before : change.before.map(apply),
    renamed: before.size === 0 ? change.renamed : change.renamed.map(apply),
    after:
      after.size === 0 ? change.after : change.after.map((entity) => after.get(entityId(entity))?.(entity) ?? entity),
  };
}

/** The change without some entities of either state. Without any, the change itself. */
export function without(change: Change, before: ReadonlySet<number>, after: ReadonlySet<string>): Change {
  if (before.size + after.size === 0) return change;
  const keep = (_: SchemaEntity, index: number): boolean => !before.has(index);
  return {
    ...change,
    before: change.before.filter(keep),
    renamed: change.renamed.filter(keep),
    after: change.after.filter((entity) => !after.has(entityId(entity))),
  };
}
