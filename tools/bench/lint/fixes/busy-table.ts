/** A table that users read and write while a revision runs, and its rows as expressions of their number `n`. */
export interface BusyTable {
  readonly table: string;
  readonly columns: string;
  readonly values: string;
  /** Which rows users read and write; new ones come above. */
  readonly from: number;
  readonly to: number;
  /** Users add one to it, so that no write can be lost without being seen. */
  readonly counter: string;
  /** Whether users add rows, too. */
  readonly grows: boolean;
  /** What else they read, `$1` the id of a row. */
  readonly alsoRead?: string;
}

/** All of what was committed: how often each row was written, and the new rows. */
export interface Writes {
  readonly counts: ReadonlyMap<number, number>;
  readonly added: readonly number[];
}

export function fillSql({ table, columns, values }: BusyTable, rows: number): string {
  return `insert into ${table} (${columns}) select ${values} from generate_series(1, ${rows}) n`;
}

export function readsOf({ table, alsoRead }: BusyTable): readonly string[] {
  return [`select * from ${table} where id = $1`, ...(alsoRead === undefined ? [] : [alsoRead])];
}

export function writeOf({ table, counter }: BusyTable): string {
  return `update ${table} set ${counter} = ${counter} + 1 where id = $1`;
}

export function addOf({ table, columns, values }: BusyTable): string {
  return `insert into ${table} (${columns}) select ${values} from (select $1::bigint) as x (n)`;
}

/** The same writes again, at once. */
export function replay(
  { table, columns, values, counter }: BusyTable,
  { counts, added }: Writes,
): readonly (readonly [sql: string, values: readonly unknown[]])[] {
  return [
    [`insert into ${table} (${columns}) select ${values} from unnest($1::bigint[]) n`, [added]],
    [
      `update ${table} t set ${counter} = t.${counter} + x.d from unnest($1::bigint[], $2::int[]) as x (id, d) where t.id = x.id`,
      [[...counts.keys()], [...counts.values()]],
    ],
  ];
}
