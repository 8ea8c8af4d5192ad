import { ofType, type SchemaEntity, tableOf } from '../entity/schema-entity.ts';
import type { Partitioning } from './partitioning.ts';
import { rangesOf } from './partitioning.ts';

/** Why a table cannot be partitioned as it is declared, and what to change. */
export interface Unfit {
  /** In words that follow the name of the table. */
  readonly problem: string;
  readonly repair: string;
}

/**
 * Why PostgreSQL cannot partition a table in this way, or not with what refers to it; `undefined` if it can. `own` are
 * the entities of the declaration's slice, `all` those of all slices.
 */
export function unfitTable(
  partitioning: Partitioning,
  own: readonly SchemaEntity[],
  all: readonly SchemaEntity[],
): Unfit | undefined {
  const { table, columns, by } = partitioning;
  if (!ofType(own, 'table').some((entity) => tableOf(entity) === table))
    return {
      problem: 'is not a table of this slice',
      repair: 'Name a table that the schema file of this slice exports.',
    };
  const parts = own.filter((entity) => tableOf(entity) === table);
  for (const name of columns) {
    const column = ofType(parts, 'column').find((each) => each.name === name);
    if (column === undefined)
      return { problem: `has no column ${name}`, repair: 'Name a column as the database has it.' };
    if (column.facts.generated !== undefined)
      return {
        problem: `has a generated column ${name}, by which PostgreSQL does not partition`,
        repair: OTHER_COLUMN,
      };
    const isByTime = by === 'hypertable' || rangesOf(partitioning) !== undefined;
    if (isByTime && !TIME.test(column.facts.type))
      return { problem: `has a column ${name} of type ${column.facts.type}, which is not a time`, repair: TIME_COLUMN };
    if (by === 'hypertable' && column.facts.notNull !== true && !isInPrimaryKey(parts, name))
      return { problem: `has a column ${name} that may be NULL`, repair: 'Say .notNull() in the schema file.' };
  }
  return unfitKey(partitioning, parts) ?? unfitReference(partitioning, parts, all);
}

const TIME = /^(?:date|timestamp|timestamptz)(?:\b|$)/;
const OTHER_COLUMN = 'Partition by a column that is written.';
const TIME_COLUMN = 'Partition by a date or timestamp, or by list or hash.';

function isInPrimaryKey(parts: readonly SchemaEntity[], column: string): boolean {
  return ofType(parts, 'primary-key').some(({ facts }) => facts.columns.includes(column));
}

/** PostgreSQL checks uniqueness within a partition, so a unique key must contain the columns that choose it. */
function unfitKey({ columns }: Partitioning, parts: readonly SchemaEntity[]): Unfit | undefined {
  for (const { what, has } of uniqueKeys(parts)) {
    const missing = columns.filter((column) => !has.includes(column));
    if (missing.length > 0)
      return {
        problem: `has the ${what} (${has.join(', ')}), which does not include ${missing.join(', ')}: PostgreSQL can only keep it unique in each partition`,
        repair: `Add ${missing.join(', ')} to it in the schema file.`,
      };
  }
  return undefined;
}

interface UniqueKey {
  readonly what: string;
  readonly has: readonly string[];
}

function uniqueKeys(parts: readonly SchemaEntity[]): readonly UniqueKey[] {
  return [
    ...ofType(parts, 'primary-key').map(({ facts }) => ({ what: 'primary key', has: facts.columns })),
    ...ofType(parts, 'unique').map(({ name, facts }) => ({ what: `unique constraint ${name}`, has: facts.columns })),
    ...ofType(parts, 'index')
      .filter(({ facts }) => facts.isUnique === true)
      .map(({ name, facts }) => ({
        what: `unique index ${name}`,
        has: facts.columns.flatMap((each) => (each.isExpression === true ? [] : [each.value])),
      })),
  ];
}

function unfitReference(
  { table }: Partitioning,
  parts: readonly SchemaEntity[],
  all: readonly SchemaEntity[],
): Unfit | undefined {
  const keys = uniqueKeys(parts).map(({ has }) => [...has].sort().join('\0'));
  const loose = ofType(all, 'foreign-key').find(
    ({ facts }) =>
      facts.schemaTo === table.schema &&
      facts.tableTo === table.name &&
      !keys.includes([...facts.columnsTo].sort().join('\0')),
  );
  if (loose === undefined) return undefined;
  return {
    problem: `is referenced by foreign key ${loose.name} of ${loose.table}, and (${loose.facts.columnsTo.join(', ')}) is not a key of a partitioned table`,
    repair: `Make the foreign key refer to all columns of the key, or remove it from the schema file of ${loose.table}.`,
  };
}
