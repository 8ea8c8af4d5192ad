import type { ScratchDatabase, ScratchRow } from '../../ports/proof/scratch.ts';
import type { TableShape } from '../../ports/proof/table-shape.ts';
import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../sql/names/quote-literal.ts';
import { inStatements } from './in-statements.ts';
import { sqlTable, tableLabel } from './sql-value.ts';

/** The rows of a table in a few numbers, whatever their order. */
export interface TableFingerprint {
  readonly table: string;
  readonly count: string;
  /** Over whole rows, columns sorted by name. */
  readonly rows: string;
  /** By column. */
  readonly columns: Readonly<Record<string, string>>;
}

/** By `schema.table`. */
export type RowFingerprints = ReadonlyMap<string, TableFingerprint>;

/** Columns in a statement, unless one table has more. */
const mostColumns = 80;

/** `count` and sums of 64-bit hashes, computed by the server. */
export async function fingerprintRows(
  { query }: Pick<ScratchDatabase, 'query'>,
  tables: readonly TableShape[],
): Promise<RowFingerprints> {
  return tables.length === 0 ? new Map() : fingerprintsOf(await query(fingerprintStatements(tables)));
}

/** The statements of `fingerprintRows`; empty for no tables. */
export function fingerprintStatements(tables: readonly TableShape[]): string {
  return inStatements(tables.map(fingerprintSql), mostColumns, (index) => 1 + (tables[index]?.columns.length ?? 0));
}

/** What the rows say that `fingerprintStatements` gave. */
export function fingerprintsOf(rows: readonly ScratchRow[]): RowFingerprints {
  return new Map(
    rows.map((row) => {
      const table = String(row.label);
      const columns: unknown = JSON.parse(String(row.columns));
      return [
        table,
        { table, count: String(row.count), rows: String(row.rows), columns: isTexts(columns) ? columns : {} },
      ];
    }),
  );
}

function isTexts(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null && Object.values(value).every((item) => typeof item === 'string');
}

const sum = (text: string): string =>
  `coalesce(sum(coalesce(hashtextextended(${text} collate "C", 0), 1)::numeric), 0)::text`;

function fingerprintSql(table: TableShape): string {
  const names = table.columns.map(({ name }) => name).sort();
  const columns = names.map((name) => `t.${quoteIdentifier(name)}`);
  // At most 100 arguments for a function, so that a wide table is built of parts.
  const parts: string[] = [];
  for (let at = 0; at < names.length; at += 40) {
    const pairs = names
      .slice(at, at + 40)
      .map((name, i) => `${quoteLiteral(name)}, ${sum(`(${columns[at + i]})::text`)}`);
    parts.push(`jsonb_build_object(${pairs.join(', ')})`);
  }
  return `select ${quoteLiteral(tableLabel(table))}::text as label, count(*)::text as count, ${sum(`row(${columns.join(', ')})::text`)} as rows,
(${parts.join(' || ') || `'{}'::jsonb`})::text as columns from ${table.partitioned ? '' : 'only '}${sqlTable(table)} t`;
}

/**
 * What is not in `after` as it was in `before`, in words: `public.a (2 rows, were 3)`, `public.a.b`. A table that is
 * gone is not mentioned: catalogs tell that.
 */
export function lostRows(before: RowFingerprints, after: RowFingerprints): readonly string[] {
  return [...before.values()].flatMap((old) => {
    const now = after.get(old.table);
    if (now === undefined) return [];
    if (now.count !== old.count) return [`${old.table} (${now.count} rows, were ${old.count})`];
    if (now.rows === old.rows) return [];
    const changed = Object.keys(old.columns).filter((name) => old.columns[name] !== now.columns[name]);
    return changed.length === 0
      ? [`${old.table} (values went to other rows)`]
      : changed.map((name) => `${old.table}.${name}`);
  });
}
