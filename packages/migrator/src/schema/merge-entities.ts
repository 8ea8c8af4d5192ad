import { sameFacts } from './entity-changes.ts';
import { entityId, entityLabel, type SchemaEntity } from './schema-entity.ts';

export interface MergeConflict {
  /** `column events.title`. */
  readonly entity: string;
  /** What each side made of it; absent where it is gone. */
  readonly ours?: SchemaEntity;
  readonly theirs?: SchemaEntity;
}

export interface MergedEntities {
  readonly entities: readonly SchemaEntity[];
  readonly conflicts: readonly MergeConflict[];
}

/**
 * Merges two descendants of a state: what one side changed, added or removed wins over what the other left alone. Where both changed the same
 * differently, ours is kept and the conflict told. New columns of theirs follow the column that they follow there.
 */
export function mergeEntities(
  base: readonly SchemaEntity[],
  ours: readonly SchemaEntity[],
  theirs: readonly SchemaEntity[],
): MergedEntities {
  const old = byId(base);
  const mine = byId(ours);
  const other = byId(theirs);
  const conflicts: MergeConflict[] = [];
  const merged: SchemaEntity[] = [];
  for (const entity of ours) {
    const kept = choose(old.get(entityId(entity)), entity, other.get(entityId(entity)), conflicts);
    if (kept !== undefined) merged.push(kept);
  }
  theirs.forEach((entity, index) => {
    if (mine.has(entityId(entity))) return;
    const kept = choose(old.get(entityId(entity)), undefined, entity, conflicts);
    if (kept !== undefined) insertAfter(merged, kept, theirs[index - 1]);
  });
  return { entities: merged, conflicts };
}

function choose(
  base: SchemaEntity | undefined,
  ours: SchemaEntity | undefined,
  theirs: SchemaEntity | undefined,
  conflicts: MergeConflict[],
): SchemaEntity | undefined {
  if (same(ours, theirs) || same(base, theirs)) return ours;
  if (same(base, ours)) return theirs;
  const entity = ours ?? theirs;
  if (entity !== undefined) {
    conflicts.push({
      entity: entityLabel(entity),
      ...(ours === undefined ? {} : { ours }),
      ...(theirs === undefined ? {} : { theirs }),
    });
  }
  return ours;
}

function same(a: SchemaEntity | undefined, b: SchemaEntity | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameFacts(a, b);
}

function insertAfter(list: SchemaEntity[], entity: SchemaEntity, previous: SchemaEntity | undefined): void {
  const at = previous === undefined ? -1 : list.findIndex((it) => entityId(it) === entityId(previous));
  list.splice(at < 0 ? list.length : at + 1, 0, entity);
}

function byId(entities: readonly SchemaEntity[]): ReadonlyMap<string, SchemaEntity> {
  return new Map(entities.map((entity) => [entityId(entity), entity]));
}
