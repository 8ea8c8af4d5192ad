import type { Client } from 'pg';
import { typeChange } from '../../../src/schema/entity/column-type.ts';
import {
  type ColumnEntity,
  entityId,
  enumKey,
  ofType,
  type SchemaEntity,
} from '../../../src/schema/entity/schema-entity.ts';
import { TableKey } from '../../../src/schema/entity/table-key.ts';
import type { Rename } from '../../../src/schema/rename/rename.ts';
import { replayRenames } from '../../../src/schema/rename/replay-renames.ts';
import { quoteIdentifier } from '../../../src/sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../../src/sql/names/quote-literal.ts';

/** A column that stays what it is under whatever name, and what the values of its enum are called at last. */
interface Followed {
  readonly before: ColumnEntity;
  readonly after: ColumnEntity;
  readonly values: readonly (readonly [was: string, is: string])[];
}

/** Which columns of tables a change leaves as they are but for their names: their values have to follow. */
export function followedColumns(
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
  renames: readonly Rename[],
): readonly Followed[] {
  if (renames.length === 0) return [];
  const renamed = replayRenames(before, renames);
  const now = new Map(ofType(after, 'column').map((column) => [entityId(column), column]));
  const followed = before.flatMap((column, index): Followed[] => {
    const is = renamed[index];
    const end = is === undefined ? undefined : now.get(entityId(is));
    if (column.type !== 'column' || is?.type !== 'column' || end === undefined) return [];
    const isComputed = column.facts.generated !== undefined || end.facts.generated !== undefined;
    if (isComputed || typeChange(is, end) !== 'none') return [];
    const values = renamedValues(before, renamed, column);
    // What is in an array of them is not followed here.
    return values.length > 0 && (column.facts.dimensions ?? 0) > 0 ? [] : [{ before: column, after: end, values }];
  });
  const touched = new Set(
    followed
      .filter(({ before: was, after: is, values }) => entityId(was) !== entityId(is) || values.length > 0)
      .map(({ after: is }) => placeOf(is)),
  );
  return followed.filter(({ after: is }) => touched.has(placeOf(is)));
}

function renamedValues(
  before: readonly SchemaEntity[],
  renamed: readonly SchemaEntity[],
  column: ColumnEntity,
): readonly (readonly [string, string])[] {
  const type = enumKey(column);
  const index = before.findIndex((it) => it.type === 'enum' && TableKey.of(it.schema, it.name) === type);
  const [was, is] = [before[index], renamed[index]];
  if (was?.type !== 'enum' || is?.type !== 'enum') return [];
  return was.facts.values.flatMap((value, at): (readonly [string, string])[] => {
    const now = is.facts.values[at];
    return now === undefined || now === value ? [] : [[value, now]];
  });
}

/** The rows of these columns, under the names of either state and with the values as they are called at last. */
export async function followedValues(
  client: Client,
  columns: readonly Followed[],
  state: 'before' | 'after',
): Promise<string> {
  const tables = new Map<string, readonly Followed[]>();
  for (const column of columns) {
    const place = placeOf(column.after);
    tables.set(place, [...(tables.get(place) ?? []), column]);
  }
  const parts: unknown[] = [];
  for (const [place, own] of [...tables].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [first] = own;
    if (first === undefined) continue;
    const sorted = own.toSorted((a, b) => (a.after.name < b.after.name ? -1 : 1));
    const values = sorted.map((column) => textOf(column, state));
    const { schema, table } = first[state];
    const path = `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`;
    const { rows } = await client.query(
      `select coalesce(jsonb_agg(r order by r::text), '[]') as rows from (select jsonb_build_array(${values.join(', ')}) as r from ${path}) as it`,
    );
    parts.push(place, rows);
  }
  return JSON.stringify(parts);
}

function textOf({ before, after, values }: Followed, state: 'before' | 'after'): string {
  const text = `${quoteIdentifier((state === 'before' ? before : after).name)}::text`;
  if (state === 'after' || values.length === 0) return text;
  const cases = values.map(([was, is]) => `when ${quoteLiteral(was)} then ${quoteLiteral(is)}`);
  return `case ${text} ${cases.join(' ')} else ${text} end`;
}

function placeOf({ schema, table }: ColumnEntity): string {
  return `${schema}\0${table}`;
}
