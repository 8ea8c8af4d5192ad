import type { BatchKey } from '../../../../ports/database/backfill-store.ts';
import { keyLiteral } from '../../../../sql/batch/bind-batch.ts';
import { quoteLiteral } from '../../../../sql/names/quote-literal.ts';
import type { PgConnection } from '../../connection/connection.ts';
import { ownTransaction, row, texts } from './walk-keys.ts';

/** The lowest values, by type; types without one are missing. */
const LEAST: Readonly<Record<string, string>> = {
  ...{ numeric: '-Infinity', bool: 'false', uuid: '00000000-0000-0000-0000-000000000000' },
  ...{ text: '', varchar: '', bpchar: '', name: '', bytea: '\\x' },
  ...{ date: '-infinity', time: '00:00:00', timestamp: '-infinity', timestamptz: '-infinity' },
  ...{ inet: '0.0.0.0/0', cidr: '0.0.0.0/0', macaddr: '00:00:00:00:00:00', macaddr8: '00:00:00:00:00:00:00:00' },
};

const LEAST_WHOLE: Readonly<Record<string, bigint>> = {
  int2: -(2n ** 15n),
  int4: -(2n ** 31n),
  int8: -(2n ** 63n),
  oid: 0n,
};

/** The key of the row before; if there is none, a lower value in the last column that has one. */
export async function keyBelow(
  connection: PgConnection,
  key: BatchKey,
  of?: readonly string[],
): Promise<readonly string[] | undefined> {
  const { table, columns, types } = key;
  const values = of ?? (await firstKey(connection, key));
  if (values === undefined) return [];
  const script = ownTransaction(connection);
  const at = script.length;
  const labels = types.map((type, index) => (key.bases[index] === 'e' ? `enum_first(null::${type})::text` : 'null'));
  script
    .add(
      `select array_to_json(array[${columns.map((column) => `t.${column}::text`).join(', ')}]) from ${table} t
where ${row(columns)} < ${keyLiteral(values, types)} order by ${columns.map((column) => `t.${column} desc`).join(', ')} limit 1`,
    )
    .add(`select array_to_json(array[${labels.join(', ')}]::text[])`)
    .add('commit');
  const outcome = await connection.own('Looking for the key before', script);
  const before = outcome.rows[at]?.[0]?.[0];
  if (before !== null && before !== undefined) return texts(before);
  const least = texts(outcome.rows[at + 1]?.[0]?.[0]);
  const column = values.findLastIndex(
    (value, index) => lower(key.bases[index] ?? '', value, least[index]) !== undefined,
  );
  if (column < 0) return undefined;
  const below = values.map((value, index) => {
    return index === column ? (lower(key.bases[index] ?? '', value, least[index]) ?? value) : value;
  });
  return (await isBelowAll(connection, key, below)) ? below : undefined;
}

async function firstKey(
  connection: PgConnection,
  { table, columns }: BatchKey,
): Promise<readonly string[] | undefined> {
  const script = ownTransaction(connection);
  const at = script.length;
  const names = columns.map((column) => `t.${column}`).join(', ');
  const shown = columns.map((column) => `t.${column}::text`).join(', ');
  script.add(`select array_to_json(array[${shown}]) from ${table} t order by ${names} limit 1`).add('commit');
  const json = (await connection.own('Looking for the first key', script)).rows[at]?.[0]?.[0];
  return json === null || json === undefined ? undefined : texts(json);
}

function lower(base: string, value: string, label: string | undefined): string | undefined {
  const whole = LEAST_WHOLE[base];
  if (whole !== undefined) return BigInt(value) > whole ? String(BigInt(value) - 1n) : undefined;
  const least = base === 'e' ? label : LEAST[base];
  return least === value ? undefined : least;
}

/** The server decides: a collation may treat two texts as equal. */
async function isBelowAll(connection: PgConnection, { table, columns }: BatchKey, below: readonly string[]) {
  const literals = below.map(quoteLiteral).join(', ');
  const script = ownTransaction(connection);
  const at = script.length;
  script
    .add(
      `select exists (select from ${table} t where ${row(columns)} <= ${below.length === 1 ? literals : `(${literals})`})`,
    )
    .add('commit');
  const outcome = await connection.own('Looking for the key before', script);
  return outcome.rows[at]?.[0]?.[0] === 'f';
}
