import { canonicalJson } from '../entity/canonical-json.ts';
import { readEntity } from '../entity/read-entity.ts';
import { entityId, entityLabel, factsWithout, type SchemaEntity } from '../entity/schema-entity.ts';
import type { CatalogValue } from '../facts/catalog-value.ts';
import type { JsonFacts } from '../facts/entity-facts.ts';
import { sameFacts } from './entity-changes.ts';

export interface MergeConflict {
  /** `column events.title`. */
  readonly entity: string;
  /** What each side made of it; absent if it was removed. */
  readonly ours?: SchemaEntity;
  readonly theirs?: SchemaEntity;
}

export interface MergedEntities {
  readonly entities: readonly SchemaEntity[];
  readonly conflicts: readonly MergeConflict[];
}

/** The side that wins if both changed the same fact differently. */
export type Preferred = 'ours' | 'theirs';

/**
 * Merges two descendants of a state, fact by fact: a change, addition or removal of one side wins over no change on the
 * other. If both sides changed the same fact differently, one side wins, and the conflict is reported. New columns of
 * theirs keep their place after the column that they follow there.
 */
export function mergeEntities(
  base: readonly SchemaEntity[],
  ours: readonly SchemaEntity[],
  theirs: readonly SchemaEntity[],
  preferred: Preferred = 'ours',
): MergedEntities {
  const old = byId(base);
  const mine = byId(ours);
  const other = byId(theirs);
  const conflicts: MergeConflict[] = [];
  const merged: SchemaEntity[] = [];
  for (const entity of ours) {
    const kept = choose(old.get(entityId(entity)), entity, other.get(entityId(entity)), conflicts, preferred);
    if (kept !== undefined) merged.push(kept);
  }
  theirs.forEach((entity, index) => {
    if (mine.has(entityId(entity))) return;
    const kept = choose(old.get(entityId(entity)), undefined, entity, conflicts, preferred);
    if (kept !== undefined) insertAfter(merged, kept, theirs[index - 1]);
  });
  return { entities: merged, conflicts };
}

function choose(
  base: SchemaEntity | undefined,
  ours: SchemaEntity | undefined,
  theirs: SchemaEntity | undefined,
  conflicts: MergeConflict[],
  preferred: Preferred,
): SchemaEntity | undefined {
  if (same(ours, theirs) || same(base, theirs)) return ours;
  if (same(base, ours)) return theirs;
  if (base !== undefined && ours !== undefined && theirs !== undefined) {
    const merged = mergeFacts(base, ours, theirs, preferred);
    if (!merged.conflict) return merged.entity;
    conflicts.push({ entity: entityLabel(ours), ours, theirs });
    return merged.entity;
  }
  const entity = ours ?? theirs;
  if (entity !== undefined) {
    conflicts.push({
      entity: entityLabel(entity),
      ...(ours === undefined ? {} : { ours }),
      ...(theirs === undefined ? {} : { theirs }),
    });
  }
  return preferred === 'ours' ? ours : theirs;
}

/** Takes each fact that only one side changed from that side; a list is one fact. */
function mergeFacts(
  base: SchemaEntity,
  ours: SchemaEntity,
  theirs: SchemaEntity,
  preferred: Preferred,
): { readonly entity: SchemaEntity; readonly conflict: boolean } {
  const sides: readonly JsonFacts[] = [base.facts, ours.facts, theirs.facts];
  const taken: string[] = [];
  let conflict = false;
  for (const name of new Set(sides.flatMap((facts) => Object.keys(facts)))) {
    const [before, mine, other] = sides.map((facts) => factText(facts[name]));
    if (before === other || mine === other) continue;
    const both = before !== mine && !NO_PART.has(name);
    conflict ||= both;
    if (before === mine || preferred === 'theirs') taken.push(name);
  }
  if (taken.length === 0) return { entity: ours, conflict };
  const theirFacts: JsonFacts = theirs.facts;
  const facts: Record<string, CatalogValue> = { ...factsWithout(ours, ...taken) };
  for (const name of taken) {
    const value = theirFacts[name];
    if (value !== undefined) facts[name] = value;
  }
  return { entity: readEntity(ours.type, ours, facts), conflict };
}

/** Facts that do not exist in the database: who chose a name, how an index was built. */
const NO_PART: ReadonlySet<string> = new Set(['nameExplicit', 'concurrently']);

function factText(value: CatalogValue | undefined): string {
  return value === undefined ? '' : canonicalJson(value);
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
