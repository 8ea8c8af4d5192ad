import { type DefaultName, namesApart } from '../../schema/names/tell-names-apart.ts';
import { databaseName } from './database-name.ts';
import type { FactsByTable, TableFacts } from './table-facts.ts';

/** Longest name in bytes. */
const LIMIT = 63;

/** An entry of drizzle-kit 1.0's list of entities, or a part of a snapshot of 0.31. */
type Fields = Readonly<Record<string, unknown>>;

/** Names in the rules of a table that drizzle-orm 0.x makes longer than PostgreSQL keeps. */
const NAMED = new Set(['fks', 'pks', 'uniques', 'indexes', 'checks', 'policies']);

/**
 * A snapshot of drizzle-kit 0.31 (version 7) as the entities of drizzle-kit 1.0. A schema that means the same to both
 * gives the same entities, except for names that were not declared: these are those of 0.31, and so of the databases.
 *
 * @param up drizzle-kit 1.0's own conversion
 */
export function liftSnapshot(
  snapshot: unknown,
  facts: FactsByTable,
  up: (state: unknown) => unknown,
): readonly unknown[] {
  const lifted = fieldsOf(up(structuredClone(snapshot)));
  const { ddl } = fieldsOf(lifted.snapshot);
  if (!Array.isArray(ddl)) throw new TypeError('drizzle-kit gave no entities for a snapshot of version 7');
  const entities = ddl.map(fieldsOf).map(withTable);
  const keyed = new Set(entities.flatMap((entity) => (entity.entityType === 'pks' ? columnsOf(entity) : [])));
  const corrected = entities.map((entity): Fields => {
    const table = facts.get(`${entity.schema}.${entity.table}`);
    return table === undefined ? entity : correct(entity, table);
  });
  const apart = namesApart(corrected.filter(isNamedByDefault).map(placed));
  return corrected.map((entity) => {
    if (entity.entityType === 'columns') return asDatabase(entity, keyed);
    if (!NAMED.has(String(entity.entityType))) return entity;
    const name = isNamedByDefault(entity) ? apart(placed(entity)) : String(entity.name);
    return { ...entity, name: isKeyNamedByServer(entity) ? keyName(String(entity.table)) : databaseName(name) };
  });
}

/** `PRIMARY KEY` after a column, as 0.31 writes it. */
function isKeyNamedByServer({ entityType, table, name }: Fields): boolean {
  return entityType === 'pks' && name === `${table}_pkey`;
}

/** PostgreSQL cuts the name of the table, not the ending (`makeObjectName` in its indexcmds.c). */
function keyName(table: string): string {
  let first = table;
  while (Buffer.byteLength(`${first}_pkey`) > LIMIT) first = [...first].slice(0, -1).join('');
  return `${first}_pkey`;
}

/**
 * A column as the database has it: keys and serial columns are NOT NULL, which 0.x does not always say, and PostgreSQL
 * and drizzle-kit 1.0 write `timestamp (3)` without the space.
 */
function asDatabase(column: Fields, keyed: ReadonlySet<string>): Fields {
  const type = String(column.type).replace(/^timestamp \(/, 'timestamp(');
  const isNotNull = keyed.has(columnId(column, column.name)) || /^(?:small|big)?serial$/.test(type);
  return { ...column, type, ...(isNotNull ? { notNull: true } : {}) };
}

function isNamedByDefault({ entityType, nameExplicit }: Fields): boolean {
  return (entityType === 'indexes' || entityType === 'uniques') && nameExplicit === false;
}

function placed({ schema, name }: Fields): DefaultName {
  return { schema: String(schema), name: String(name) };
}

function columnsOf(key: Fields): readonly string[] {
  return Array.isArray(key.columns) ? key.columns.map((column) => columnId(key, column)) : [];
}

function columnId({ schema, table }: Fields, column: unknown): string {
  return `${schema}\0${table}\0${column}`;
}

/** With what the table itself says, where a snapshot of 0.31 differs. */
function correct(entity: Fields, { checks, wheres, autoNamed }: TableFacts): Fields {
  const name = String(entity.name);
  const given =
    'nameExplicit' in entity && autoNamed.has(`${entity.entityType}\0${name}`) ? { nameExplicit: false } : {};
  switch (entity.entityType) {
    case 'checks':
      return { ...entity, value: checks.get(name) ?? entity.value };
    case 'indexes':
      return { ...entity, ...given, where: wheres.get(name) ?? entity.where };
    default:
      return { ...entity, ...given };
  }
}

/** A policy that is linked to a table names it in SQL; what 0.x cannot say about a role is left out. */
function withTable(entity: Fields): Fields {
  if (entity.entityType === 'roles') {
    return Object.fromEntries(Object.entries(entity).filter(([, value]) => value !== null));
  }
  const linked = entity.entityType === 'policies' ? /^"(.*)"\."(.*)"$/.exec(String(entity.table)) : null;
  return linked === null ? entity : { ...entity, schema: linked[1], table: linked[2] };
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
