import { entityChanges } from '../change/entity-changes.ts';
import { type EntityType, ofType, type SchemaEntity, tableOf } from '../entity/schema-entity.ts';
import type { TableKey } from '../entity/table-key.ts';
import type { PrunedChange } from './prune-change.ts';

/** drizzle-kit's time grows with their square. */
const TABLES = 25;

/** What drizzle-kit makes before all tables, and finds where it makes the others. */
const ROOTS: ReadonlySet<EntityType> = new Set(['schema', 'role', 'enum', 'sequence']);
/** What it writes into CREATE TABLE. */
const INSIDE: ReadonlySet<EntityType> = new Set(['table', 'column', 'primary-key', 'unique', 'check']);
/** What it makes when all tables are there, in its order. */
const LAST: readonly ReadonlySet<EntityType>[] = [new Set(['index']), new Set(['foreign-key', 'view'])];

/**
 * A change that makes many tables and nothing else, as several changes: drizzle-kit writes the same statements for
 * them, in the same order, in less time, and the first ones can be run while it writes others. Any other change is one
 * piece.
 */
export function inPieces(change: PrunedChange): readonly PrunedChange[] {
  const { before, after } = change;
  const tables = ofType(after, 'table');
  if (tables.length <= TABLES || !onlyMakes(change)) return [change];
  const roots = after.filter(({ type }) => ROOTS.has(type));
  const parts = new Map<TableKey | undefined, SchemaEntity[]>(tables.map((table) => [tableOf(table), []]));
  for (const entity of after) {
    if (!INSIDE.has(entity.type)) continue;
    const own = parts.get(tableOf(entity));
    if (own === undefined) return [change];
    own.push(entity);
  }
  const lists = [...parts.values()];
  const chunks = lists.flatMap((_, at) => (at % TABLES === 0 ? [lists.slice(at, at + TABLES).flat()] : []));
  const last = LAST.map((types) => after.filter(({ type }) => types.has(type)));
  return [...chunks, ...last.filter((made) => made.length > 0)].map((made, at) => ({
    before: at === 0 ? before : roots,
    after: [...roots, ...made],
  }));
}

/** Row security of a table, and so its policies, are written with it and after it. */
function onlyMakes({ before, after }: PrunedChange): boolean {
  if (!before.every(({ type }) => ROOTS.has(type))) return false;
  const { removed, changed } = entityChanges(before, after);
  const isPlain = ({ type }: SchemaEntity): boolean =>
    ROOTS.has(type) || INSIDE.has(type) || LAST.some((types) => types.has(type));
  return removed.length + changed.length === 0 && after.every(isPlain);
}
