import { liftSnapshot } from '../drizzle-0.45/lift-snapshot.ts';
import { namedTables, withReferencedColumns } from '../drizzle-0.45/referenced-columns.ts';
import { stableColumns } from '../drizzle-0.45/stable-columns.ts';
import { tableFacts } from '../drizzle-0.45/table-facts.ts';
import { type ColumnReader, nextColumns } from '../drizzle-orm/column-reader.ts';
import { type OrmLine, ormLine } from '../drizzle-orm/orm-version.ts';
import type { CarriedKits } from './carried-kit.ts';
import { looseExports } from './defaults/loose-exports.ts';
import { drizzleExports, existingNames } from './defaults/module-exports.ts';
import { attempt, type SchemaModules } from './load-schemas.ts';
import { readEntities } from './read-entities.ts';
import { type LoadedModule, WorkerFailure, type WorkerSlice } from './worker-protocol.ts';

/**
 * What the exports of slices declare, in the terms of drizzle-kit 1.0, whichever drizzle-orm they are written for.
 * Throws a `WorkerFailure` for the first fault.
 *
 * @param wanted the labels of the slices to read; the others only show how they name columns
 */
export async function readSchemas(
  modules: readonly SchemaModules[],
  wanted: ReadonlySet<string>,
  kits: CarriedKits,
  printed: () => string,
): Promise<readonly LoadedModule[]> {
  const exported = modules.map((module) => {
    const entities = drizzleExports(module.exports);
    const line = entities.size === 0 ? 'next' : lineOf(module.slice, module.orm);
    const casing = line === 'stable' ? module.slice.casing : undefined;
    const columns = columnsOf(line, module.slice, module.orm);
    return { ...module, entities, line, casing, columns };
  });
  const declaring = exported.filter(({ slice }) => wanted.has(slice.label));
  refuseReExports(declaring);
  const casings = new Set(exported.map(({ casing }) => casing));
  const tables = new Map(
    casings.size < 2
      ? []
      : exported.flatMap(({ entities, columns }) => [...namedTables(entities.values(), columns.name)]),
  );
  const loaded: LoadedModule[] = [];
  const declared = exported.flatMap(({ entities }) => [...entities.values()]);
  for (const { slice, exports, entities, orm, places, line, casing, columns } of declaring) {
    const values = Object.fromEntries(entities);
    const read = async (): Promise<readonly unknown[]> => {
      if (entities.size === 0) return [];
      if (line === 'next') return (await kits.next(orm).generateDrizzleJson(values)).ddl;
      const snapshot = kits.stable(orm).generateDrizzleJson(values, undefined, undefined, casing);
      const facts = tableFacts(entities.values(), orm, casing);
      return liftSnapshot(snapshot, facts, (state) => Reflect.apply(kits.next().up, undefined, [state]));
    };
    const request = { slice: slice.label, objects: entities.values(), columns, read };
    const ddl = await attempt(slice, places, printed, async () => {
      const [loose] = looseExports(exports, declared);
      if (loose !== undefined) throw new WorkerFailure({ problem: 'loose', slice: slice.label, ...loose });
      return await readEntities(request);
    });
    const existing = existingNames(entities.values());
    loaded.push({ slice: slice.label, ddl: withReferencedColumns(ddl, tables, columns.name), existing });
  }
  return loaded;
}

/** How columns are read with that line of drizzle-orm. */
export function columnsOf(line: OrmLine, slice: WorkerSlice, orm: SchemaModules['orm']): ColumnReader {
  return line === 'stable' ? stableColumns(orm, slice.casing) : nextColumns;
}

export function lineOf(slice: WorkerSlice, orm: SchemaModules['orm']): OrmLine {
  const version: unknown = Reflect.get(orm['drizzle-orm/version'] ?? {}, 'npmVersion');
  if (typeof version !== 'string') throw new WorkerFailure({ problem: 'orm-missing', slice: slice.label });
  const line = ormLine(version);
  if (line === undefined) throw new WorkerFailure({ problem: 'orm-version', slice: slice.label, version });
  return line;
}

function refuseReExports(
  modules: readonly { readonly slice: WorkerSlice; readonly entities: ReadonlyMap<string, object> }[],
): void {
  const owners = new Map<object, string>();
  for (const { slice, entities } of modules) {
    for (const [name, entity] of entities) {
      const other = owners.get(entity);
      if (other !== undefined) throw new WorkerFailure({ problem: 're-export', name, slices: [other, slice.label] });
      owners.set(entity, slice.label);
    }
  }
}
