import {
  columnId,
  type EntityOf,
  entityId,
  ofType,
  type SchemaEntity,
  tableOf,
} from '../../schema/entity/schema-entity.ts';
import { TableKey } from '../../schema/entity/table-key.ts';
import type { Access } from '../footprint/access.ts';
import type { ObjectRef } from '../object-ref.ts';

/** The name spaces of each type of entity. */
const SPACES: Readonly<Partial<Record<SchemaEntity['type'], readonly string[]>>> = {
  table: ['relation', 'type'],
  view: ['relation', 'type'],
  sequence: ['relation'],
  enum: ['type'],
  schema: ['schema'],
  role: ['role'],
};
const EVERY_COLUMN = 'column *';
const COLUMN = 'column ';

/** Finds the entities of a state that SQL names; an ambiguous name may mean any of them. */
export class StateIndex {
  readonly #byName = new Map<string, SchemaEntity[]>();
  readonly #columns = new Map<TableKey, EntityOf<'column'>[]>();
  readonly #keys = new Map<TableKey, SchemaEntity[]>();
  readonly #ids: ReadonlySet<string>;

  constructor(state: readonly SchemaEntity[]) {
    this.#ids = new Set(state.map(entityId));
    for (const entity of state) {
      const table = tableOf(entity);
      if (entity.type === 'object') this.#add('', entity.facts.provides ?? '', entity);
      else for (const space of SPACES[entity.type] ?? []) this.#add(space, entity.name, entity);
      if (table === undefined) continue;
      if (entity.type === 'column') push(this.#columns, table, entity);
      if (isKey(entity)) push(this.#keys, table, entity);
    }
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** The ids of everything with this name; an object of `sql/` counts in every name space and schema. */
  named({ space, schema, name }: Pick<ObjectRef, 'space' | 'schema' | 'name'>): readonly string[] {
    if (name === '') return [];
    const found = (this.#byName.get(nameKey(space, name)) ?? []).filter((it) => schema === '' || it.schema === schema);
    return [...found, ...(this.#byName.get(nameKey('', name)) ?? [])].map(entityId);
  }

  /** The entities that an access reaches: the thing, and the columns that it names. */
  reached({ object, parts = [] }: Access): readonly string[] {
    const ids = [...this.named(object)];
    if (object.space !== 'relation') return ids;
    for (const table of this.#tables(object)) {
      for (const part of parts) {
        if (part === EVERY_COLUMN) ids.push(...(this.#columns.get(table) ?? []).flatMap(withEnum));
        else if (part.startsWith(COLUMN)) ids.push(...this.column(table, part.slice(COLUMN.length)));
      }
    }
    return ids;
  }

  /** A column and the enum that is its type; empty if there is no such column. */
  column(table: TableKey, name: string): readonly string[] {
    return (this.#columns.get(table) ?? []).filter((it) => it.name === name).flatMap(withEnum);
  }

  /** The keys of a table that a foreign key to these columns may depend on. */
  keysOf(table: TableKey, columns: readonly string[]): readonly string[] {
    const wanted = [...columns].sort().join('\0');
    return (this.#keys.get(table) ?? []).filter((key) => columnsOf(key).sort().join('\0') === wanted).map(entityId);
  }

  /** If SQL cannot be parsed: everything that its words may mean. */
  spoken(words: ReadonlySet<string>, home: TableKey | undefined): readonly string[] {
    const ids = [...words].flatMap((name) => SPOKEN.flatMap((space) => this.named({ space, schema: '', name })));
    const tables = [...this.#columns.keys()].filter((table) => table === home || words.has(table.name));
    return [...ids, ...tables.flatMap((table) => [...words].flatMap((word) => this.column(table, word)))];
  }

  #tables({ schema, name }: ObjectRef): readonly TableKey[] {
    return ofType(this.#byName.get(nameKey('relation', name)) ?? [], 'table')
      .filter((table) => schema === '' || table.schema === schema)
      .map((table) => TableKey.of(table.schema, table.name));
  }

  #add(space: string, name: string, entity: SchemaEntity): void {
    if (name === '') return;
    push(this.#byName, nameKey(space, name), entity);
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

const SPOKEN = ['relation', 'type', 'schema'] as const;

function nameKey(space: string, name: string): string {
  return `${space}\0${name}`;
}

function withEnum(column: EntityOf<'column'>): readonly string[] {
  const { typeSchema, type } = column.facts;
  const id = columnId(column, column.name);
  return typeSchema === undefined ? [id] : [id, entityId({ type: 'enum', schema: typeSchema, table: '', name: type })];
}

function isKey(entity: SchemaEntity): boolean {
  return (
    entity.type === 'primary-key' ||
    entity.type === 'unique' ||
    (entity.type === 'index' && entity.facts.isUnique === true)
  );
}

function columnsOf(key: SchemaEntity): string[] {
  if (key.type === 'primary-key' || key.type === 'unique') return [...key.facts.columns];
  return key.type === 'index' ? key.facts.columns.map(({ value }) => value) : [];
}
