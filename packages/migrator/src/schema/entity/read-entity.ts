import { CHECKS } from '../facts/checks-by-type.ts';
import type { FactsByType, JsonFacts } from '../facts/entity-facts.ts';
import { type FactChecks, hasFacts, wrongFact } from '../facts/fact-check.ts';
import { type EntityOf, type EntityPlace, type EntityType, entityLabel, type SchemaEntity } from './schema-entity.ts';

/** Thrown if facts do not match their type; the reader adds their source. */
export class WrongFactError extends TypeError {
  /** The fact that is missing or invalid. */
  readonly fact: string;
  /** `column events.title`. */
  readonly entity: string;
  constructor(entity: string, fact: string) {
    super(`${entity} has no fitting "${fact}"`);
    this.entity = entity;
    this.fact = fact;
  }
}

/**
 * Creates an entity from facts of a snapshot or of drizzle-kit. It keeps everything in `facts`, including facts that
 * Braid does not know. Throws a `WrongFactError`.
 */
export function readEntity(type: EntityType, place: EntityPlace, facts: JsonFacts): SchemaEntity {
  return READERS[type](place, facts);
}

const READERS: { readonly [T in EntityType]: (place: EntityPlace, facts: JsonFacts) => EntityOf<T> } = {
  schema: (place, facts) => ({ type: 'schema', ...place, facts: checked('schema', place, facts) }),
  role: (place, facts) => ({ type: 'role', ...place, facts: checked('role', place, facts) }),
  enum: (place, facts) => ({ type: 'enum', ...place, facts: checked('enum', place, facts) }),
  sequence: (place, facts) => ({ type: 'sequence', ...place, facts: checked('sequence', place, facts) }),
  table: (place, facts) => ({ type: 'table', ...place, facts: checked('table', place, facts) }),
  column: (place, facts) => ({ type: 'column', ...place, facts: checked('column', place, facts) }),
  'primary-key': (place, facts) => ({ type: 'primary-key', ...place, facts: checked('primary-key', place, facts) }),
  unique: (place, facts) => ({ type: 'unique', ...place, facts: checked('unique', place, facts) }),
  'foreign-key': (place, facts) => ({ type: 'foreign-key', ...place, facts: checked('foreign-key', place, facts) }),
  check: (place, facts) => ({ type: 'check', ...place, facts: checked('check', place, facts) }),
  index: (place, facts) => ({ type: 'index', ...place, facts: checked('index', place, facts) }),
  policy: (place, facts) => ({ type: 'policy', ...place, facts: checked('policy', place, facts) }),
  privilege: (place, facts) => ({ type: 'privilege', ...place, facts: checked('privilege', place, facts) }),
  view: (place, facts) => ({ type: 'view', ...place, facts: checked('view', place, facts) }),
  object: (place, facts) => ({ type: 'object', ...place, facts: checked('object', place, facts) }),
};

function checked<T extends EntityType>(type: T, place: EntityPlace, facts: JsonFacts): FactsByType[T] {
  const checks: FactChecks<FactsByType[T]> = CHECKS[type];
  if (hasFacts(facts, checks)) return facts;
  throw new WrongFactError(entityLabel({ type, ...place }), wrongFact(facts, checks) ?? '');
}
