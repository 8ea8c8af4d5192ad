import { kindsOf } from './entity-kinds.ts';

const IS_ENUM = Symbol.for('drizzle:isPgEnum');
const KINDS = /^Pg(Table|Schema|Sequence|Role|Policy|View|MaterializedView)/;

/**
 * The Drizzle entities that modules export, by export name, each object once; where two modules export different things
 * under one name, the second one gets a number. A CommonJS module shows its exports in `default` too: without a look
 * there, one whose exports are computed would seem empty.
 */
export function drizzleExports(modules: readonly object[]): ReadonlyMap<string, object> {
  const found = new Map<string, object>();
  const seen = new Set<object>();
  for (const module of modules) {
    const inner: unknown = Reflect.get(module, 'default');
    const entries = [...Object.entries(module), ...(isPlainObject(inner) ? Object.entries(inner) : [])];
    for (const [name, value] of entries) {
      if (!isDrizzleEntity(value) || seen.has(value)) continue;
      seen.add(value);
      found.set(found.has(name) ? `${name}:${seen.size}` : name, value);
    }
  }
  return found;
}

/**
 * Whether a value is a table, schema, enum, sequence, role, policy or view of drizzle-orm's PostgreSQL core, from
 * whichever copy.
 */
function isDrizzleEntity(value: unknown): value is object {
  if (typeof value === 'function') return Reflect.get(value, IS_ENUM) === true;
  if (typeof value !== 'object' || value === null) return false;
  if (Reflect.get(value, IS_ENUM) === true) return true;
  return kindsOf(value).some((kind) => KINDS.test(kind));
}

/** The names of `existing()` schemas and roles among the exports. */
export function existingNames(entities: Iterable<object>): readonly string[] {
  return [...entities].flatMap((entity) => {
    if (Reflect.get(entity, 'isExisting') === true) return [String(Reflect.get(entity, 'schemaName'))];
    return Reflect.get(entity, '_existing') === true ? [String(Reflect.get(entity, 'name'))] : [];
  });
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !isDrizzleEntity(value);
}
