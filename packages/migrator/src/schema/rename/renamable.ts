import { enumValues } from '../entity/enum-values.ts';
import { entityId, ofType, type SchemaEntity, tableOf } from '../entity/schema-entity.ts';
import { TableKey } from '../entity/table-key.ts';
import type { RenameKind } from './rename.ts';

/** The things of a kind before and after that can be renames of each other. */
export interface Renamable {
  readonly old: readonly SchemaEntity[];
  readonly now: readonly SchemaEntity[];
}

/** Leaves out what is dropped or created with its whole table (or a value with its enum). */
export function renamable(
  kind: RenameKind,
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
): Renamable {
  if (kind === 'enum-value') return renamableValues(before, after);
  const wasTable = new Set(ofType(before, 'table').map(tableOf));
  const isTable = new Set(ofType(after, 'table').map(tableOf));
  const onKeptTable = (entity: SchemaEntity): boolean => {
    const table = TableKey.of(entity.schema, entity.table);
    return entity.table === '' || (wasTable.has(table) && isTable.has(table));
  };
  const ofKind = (list: readonly SchemaEntity[]) => list.filter((it) => it.type === kind && onKeptTable(it));
  return { old: ofKind(before), now: ofKind(after) };
}

function renamableValues(before: readonly SchemaEntity[], after: readonly SchemaEntity[]): Renamable {
  const [old, now] = [enumValues(before), enumValues(after)];
  const shared = (values: typeof old, others: typeof old) =>
    [...values].flatMap(([type, list]) => (others.has(type) ? list : []));
  return { old: shared(old, now), now: shared(now, old) };
}

/** Parts of a table (or values of an enum) can only be renamed within it. */
export function fits(was: SchemaEntity, is: SchemaEntity): boolean {
  return was.table === '' || (was.table === is.table && was.schema === is.schema);
}

/**
 * What goes and what comes, beside the pairs that are renames already (new to old): also what keeps a name that another
 * one takes over, and what takes a name that another one leaves.
 */
export function goneAndCreated(
  { old, now }: Renamable,
  pairs: ReadonlyMap<SchemaEntity, SchemaEntity>,
): { readonly gone: readonly SchemaEntity[]; readonly created: readonly SchemaEntity[] } {
  const renamed = new Set(pairs.values());
  const [wasThere, isThere] = [new Set(old.map(entityId)), new Set(now.map(entityId))];
  const takenOver = new Set([...pairs.keys()].map(entityId));
  const leftBehind = new Set([...renamed].map(entityId));
  return {
    gone: old.filter((it) => !renamed.has(it) && (!isThere.has(entityId(it)) || takenOver.has(entityId(it)))),
    created: now.filter((it) => !pairs.has(it) && (!wasThere.has(entityId(it)) || leftBehind.has(entityId(it)))),
  };
}

export function idOf({ schema, table, name }: SchemaEntity): readonly string[] {
  // An enum value may be an empty text.
  return [...[schema, table].filter((part) => part !== ''), name];
}
