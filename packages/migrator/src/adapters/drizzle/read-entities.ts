import { UnwritableDefault } from '../../schema/defaults/unwritable-default.ts';
import { withoutCastOfLiteral } from '../../schema/defaults/without-own-cast.ts';
import { ofType } from '../../schema/entity/schema-entity.ts';
import type { ColumnReader } from '../drizzle-orm/column-reader.ts';
import {
  type DrizzleDefault,
  drizzleDefaults,
  type WrittenDefault,
  withKitDefaults,
  writtenDefault,
} from './defaults/column-defaults.ts';
import { withInlineValues } from './defaults/inline-values.ts';
import { fromDrizzle } from './drizzle-state.ts';
import { WorkerFailure } from './worker-protocol.ts';

export interface EntityRequest {
  /** The label of the slice that the objects belong to. */
  readonly slice: string;
  readonly objects: Iterable<object>;
  /** For the drizzle-orm that they are made with. */
  readonly columns: ColumnReader;
  /** Asks drizzle-kit for its entities of the objects. */
  read(): Promise<readonly unknown[]> | readonly unknown[];
}

/**
 * The entities of Drizzle objects as drizzle-kit reads them, except for defaults that are JavaScript values: these
 * become literals of our own. Throws a `WorkerFailure` that names the column of a value without a literal.
 */
export async function readEntities({ slice, objects, columns, read }: EntityRequest): Promise<readonly unknown[]> {
  const all = [...objects];
  const defaults = drizzleDefaults(all, columns).map((of) => ({ of, written: written(slice, of, columns) }));
  const entities = await withInlineValues(all, () => withKitDefaults(defaults, async () => await read()));
  const known = new Map(defaults.map(({ of, written: it }) => [keyOf(of.schema, of.table, of.name), it]));
  return entities.map((entity) => {
    if (typeof entity !== 'object' || entity === null || Reflect.get(entity, 'entityType') !== 'columns') return entity;
    const [schema, table, name] = ['schema', 'table', 'name'].map((key): unknown => Reflect.get(entity, key));
    const one = known.get(keyOf(schema, table, name));
    if (one === undefined) return entity;
    return { ...entity, default: 'text' in one ? one.text : sqlDefault(entity) };
  });
}

/** The SQL of a default, which was given to drizzle-kit in parentheses. */
function sqlDefault(entity: object): string {
  const text = String(Reflect.get(entity, 'default'));
  const sql = text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text;
  const [column] = ofType(fromDrizzle([{ ...entity, default: null }]), 'column');
  return column === undefined ? sql : withoutCastOfLiteral(sql, column);
}

function written(slice: string, of: DrizzleDefault, columns: ColumnReader): WrittenDefault {
  try {
    return writtenDefault(of, columns);
  } catch (error) {
    if (!(error instanceof UnwritableDefault)) throw error;
    const column = [...(of.schema === 'public' ? [] : [of.schema]), of.table, of.name].join('.');
    throw new WorkerFailure({ problem: 'default', slice, column, text: error.message });
  }
}

function keyOf(...names: readonly unknown[]): string {
  return JSON.stringify(names);
}
