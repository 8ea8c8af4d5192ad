import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import type { Change } from '../change/change.ts';
import { type DraftStatement, qualifiedName } from '../change/draft-statement.ts';
import { type ColumnEntity, entityId, entityPath, type SchemaEntity, withFacts } from '../entity/schema-entity.ts';
import { retypedColumns } from '../mend/casts.ts';
import { columnsToProve } from '../mend/not-null.ts';

/** A possibly large table, and the key by which batches walk its rows. */
export interface LargeTable {
  readonly schema: string;
  readonly table: string;
  /** Columns, as PostgreSQL stores their names. */
  readonly key: readonly string[];
}

/** Columns of one large table that get a value in batches. */
export interface Fill {
  readonly table: LargeTable;
  readonly columns: readonly ColumnEntity[];
}

/** Columns of large tables that become NOT NULL, by table; without computed columns, which need no fill. */
export function fillsOf(change: Change, large: readonly LargeTable[]): readonly Fill[] {
  const columns = large.length === 0 ? [] : columnsToProve(change);
  return large.flatMap((table) => {
    const own = columns.filter((column) => isOf(table, column) && column.facts.generated === undefined);
    return own.length === 0 ? [] : [{ table, columns: own }];
  });
}

/** Notes about large tables whose columns get another type, which batches cannot do in place. */
export function retypedNotes(change: Change, large: readonly LargeTable[]): readonly string[] {
  const columns = large.length === 0 ? [] : retypedColumns(change);
  return columns
    .filter((column) => large.some((table) => isOf(table, column)))
    .map(
      (column) =>
        `another type of ${entityPath(column)} may rewrite a large table under a lock that stops its readers; a column beside it, filled in batches, does not`,
    );
}

function isOf({ schema, table }: LargeTable, column: ColumnEntity): boolean {
  return column.schema === schema && column.table === table;
}

/**
 * The state in which these columns may still be null. Columns that the tables lose still exist, because values may come
 * from them.
 *
 * @param removed what the change drops
 */
export function beforeFilling(
  after: readonly SchemaEntity[],
  fills: readonly Fill[],
  removed: readonly SchemaEntity[],
): readonly SchemaEntity[] {
  const ids = new Set(fills.flatMap(({ columns }) => columns.map(entityId)));
  const open = after.map((entity) =>
    entity.type === 'column' && ids.has(entityId(entity)) ? withFacts(entity, { notNull: undefined }) : entity,
  );
  const sources = removed.filter(
    (entity) => entity.type === 'column' && fills.some(({ table }) => isOf(table, entity)),
  );
  // A column that stays needs its type.
  const types = sources.length === 0 ? [] : removed.filter(({ type }) => type === 'enum');
  return [...open, ...types, ...sources];
}

/** A section in batches that reads the rows of its range and changes none, for a person to complete. */
export interface FillSection {
  readonly statements: readonly DraftStatement[];
  /** The options of its marker. */
  readonly options: Readonly<Record<string, string>>;
}

/** The section in which a person writes the values of these columns. */
export function fillSection({ table: { schema, table, key }, columns }: Fill): FillSection {
  const name = qualifiedName(schema, table);
  const names = key.map(quoteIdentifier);
  const compared = names.length === 1 ? names.join('') : `(${names.join(', ')})`;
  const range = `${compared} > :from and ${compared} <= :to`;
  const quoted = columns.map((column) => quoteIdentifier(column.name));
  const set = quoted.map((column) => `${column} = …`).join(', ');
  const isNull = quoted.map((column) => `${column} is null`).join(' or ');
  return {
    statements: [
      {
        sql: `with range as (select ${names.join(', ')} from ${name} where ${range})\nselect count(*) from range`,
        comment: [
          `Put here what gives ${columns.map(entityPath).join(', ')} a value in the rows of one batch, for example`,
          `update ${name} set ${set} where ${range} and ${columns.length === 1 ? isNull : `(${isNull})`};`,
        ],
      },
    ],
    options: {
      batch: `${name}(${names.join(', ')})`,
      done: quoted.map((column) => `${column} is not null`).join(' and '),
    },
  };
}
