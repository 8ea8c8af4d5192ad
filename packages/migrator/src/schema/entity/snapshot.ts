import { SnapshotError } from '../../errors/files/snapshot-errors.ts';
import type { CatalogValue } from '../facts/catalog-value.ts';
import type { JsonFacts } from '../facts/entity-facts.ts';
import { canonicalJson } from './canonical-json.ts';
import { readEntity, WrongFactError } from './read-entity.ts';
import { ENTITY_TYPES, type EntityType, type SchemaEntity } from './schema-entity.ts';
import { sortEntities } from './sort-entities.ts';

/**
 * The newest version of the format. Version 2 has objects of `sql/*.sql`; a snapshot without any is still written as
 * version 1, which older versions of Braid read.
 */
export const SNAPSHOT_VERSION = 2;

/** The schema of a slice after a revision: `migrations/snapshots/<revision>.json`. */
export interface Snapshot {
  readonly slice: string;
  readonly revision: string;
  readonly entities: readonly SchemaEntity[];
}

/** The text of a snapshot file: one line per entity, sorted, so that git shows exactly the lines that changed. */
export function printSnapshot(snapshot: Snapshot): string {
  const { slice, revision } = snapshot;
  const list = lists.get(snapshot.entities) ?? printList(snapshot.entities);
  lists.set(snapshot.entities, list);
  const version = snapshot.entities.some(({ type }) => type === 'object') ? SNAPSHOT_VERSION : 1;
  return `{\n  "braid": ${version},\n  "slice": ${JSON.stringify(slice)},\n  "revision": ${JSON.stringify(revision)},\n  "entities": ${list}\n}\n`;
}

/** Entities never change, and those of a draft are printed before it is known whether it is written. */
const lists = new WeakMap<readonly SchemaEntity[], string>();

function printList(entities: readonly SchemaEntity[]): string {
  const lines = sortEntities(entities).map((entity) => `    ${printEntity(entity)}`);
  return lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
}

/** Identity first, then the facts, each group in a fixed order. */
function printEntity({ type, schema, table, name, facts }: SchemaEntity): string {
  const identity = Object.entries({ entity: type, schema, table, name })
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const known: JsonFacts = facts;
  const rest = Object.keys(known)
    .sort()
    .map((fact) => `${JSON.stringify(fact)}: ${canonicalJson(known[fact] ?? null)}`);
  return `{ ${[...identity, ...rest].join(', ')} }`;
}

/** Reads a snapshot file (`file` for messages). Throws a `SnapshotError` if it is broken or newer than this version. */
export function parseSnapshot(text: string, file: string): Snapshot {
  const value = parseJson(text, file);
  if (!isRecord(value)) throw new SnapshotError({ file, problem: 'not-an-object' });
  const { braid, slice, revision, entities } = value;
  if (braid !== 1 && braid !== SNAPSHOT_VERSION) {
    throw new SnapshotError({ file, problem: 'version', found: typeof braid === 'number' ? braid : null });
  }
  if (typeof slice !== 'string' || typeof revision !== 'string' || !Array.isArray(entities)) {
    throw new SnapshotError({ file, problem: 'incomplete' });
  }
  return { slice, revision, entities: entities.map((entity: unknown, index) => parseEntity(entity, index, file)) };
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (text.includes('<<<<<<<')) throw new SnapshotError({ file, problem: 'conflict-marks' }, { cause: error });
    throw new SnapshotError({ file, problem: 'not-json' }, { cause: error });
  }
}

function parseEntity(value: unknown, index: number, file: string): SchemaEntity {
  if (!isRecord(value)) throw new SnapshotError({ file, problem: 'entity-not-an-object', number: index + 1 });
  // `type` is a fact of columns and privileges.
  const { entity: type, schema = '', table = '', name, ...facts } = value;
  if (!isEntityType(type) || typeof schema !== 'string' || typeof table !== 'string' || typeof name !== 'string') {
    throw new SnapshotError({ file, problem: 'entity-unknown', number: index + 1 });
  }
  if (!isFacts(facts)) throw new SnapshotError({ file, problem: 'entity-not-json', number: index + 1 });
  try {
    return readEntity(type, { schema, table, name }, facts);
  } catch (error) {
    if (!(error instanceof WrongFactError)) throw error;
    throw new SnapshotError({ file, problem: 'fact', entity: error.entity, fact: error.fact }, { cause: error });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEntityType(value: unknown): value is EntityType {
  return ENTITY_TYPES.some((type) => type === value);
}

/** Whether a value can be the facts of an entity: plain JSON. */
export function isFacts(value: unknown): value is JsonFacts {
  return isRecord(value) && Object.values(value).every(isValue);
}

function isValue(value: unknown): value is CatalogValue {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true;
  return Array.isArray(value) ? value.every(isValue) : isFacts(value);
}
