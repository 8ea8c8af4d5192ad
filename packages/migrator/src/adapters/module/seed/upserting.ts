import { setsSerialSequence } from '../../../sql/kind/serial-sequence.ts';
import type { DrizzleTable, ReadTable } from './drizzle-tables.ts';

/**
 * A Drizzle database whose inserts replace the row with the same key, and which sets no sequences; everything else
 * stays the same.
 *
 * @param wrote is called with the name, as in SQL, of each table that rows are inserted into
 */
export function upserting<Database extends object>(
  database: Database,
  readTable: ReadTable,
  wrote: (table: string) => void,
): Database {
  // The drizzle-seed of 1.x would set them back to what it has written, and fails where the name of a
  // column is not that of its property.
  const quiet = replacing(database, 'execute', async (execute, [query, ...rest]) =>
    typeof query === 'string' && setsSerialSequence(query) ? { rows: [] } : await execute([query, ...rest]),
  );
  return replacing(quiet, 'insert', (insert, [given, ...rest]) => {
    const table = readTable(given);
    const builder = insert([given, ...rest]);
    if (table === undefined || !isObject(builder)) throw new TypeError('insert() was given no table of PostgreSQL');
    const { key, name } = table;
    if (key === undefined) {
      throw new RangeError(`${name} has no primary or unique key without nulls, so its rows cannot be written again`);
    }
    wrote(name);
    return upsertingValues(builder, table, key);
  });
}

/** Of `insert(table)`, also after `overridingSystemValue()`. */
function upsertingValues(builder: object, table: DrizzleTable, target: readonly unknown[]): object {
  const values = replacing(builder, 'values', (insert, [rows]) => {
    const listed: readonly unknown[] = Array.isArray(rows) ? rows : [rows];
    const set = table.values(new Set(listed.flatMap((row) => (isObject(row) ? Object.keys(row) : []))));
    const query = insert([rows]);
    return Object.keys(set).length === 0
      ? call(query, 'onConflictDoNothing', [{ target: [...target] }])
      : call(query, 'onConflictDoUpdate', [{ target: [...target], set }]);
  });
  return replacing(values, 'overridingSystemValue', (override) => {
    const next = override([]);
    return isObject(next) ? upsertingValues(next, table, target) : next;
  });
}

type Method = (args: readonly unknown[]) => unknown;

/** The object with one of its methods replaced. */
function replacing<Target extends object>(
  object: Target,
  name: string,
  method: (original: Method, args: readonly unknown[]) => unknown,
): Target {
  return new Proxy(object, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (property === 'constructor' || typeof value !== 'function') return value;
      const original: Method = (args) => Reflect.apply(value, target, args);
      return (...args: readonly unknown[]) => (property === name ? method(original, args) : original(args));
    },
  });
}

function call(object: unknown, name: string, args: readonly unknown[]): unknown {
  const method: unknown = isObject(object) ? Reflect.get(object, name) : undefined;
  if (typeof method !== 'function') throw new TypeError(`this drizzle-orm has no ${name}()`);
  return Reflect.apply(method, object, args);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
