import type { QualifiedName } from '../../sql/names/qualified-name.ts';
import { shownName } from '../../sql/names/shown-name.ts';
import { type SourceColumn, type SourceTable, tableKey } from '../source-table.ts';
import type { Mask } from './mask.ts';
import { maskedValue } from './masked-value.ts';

/** Why a mask cannot be applied. One that names nothing would let through what it should hide. */
export type MaskProblem =
  | { readonly problem: 'no-table' | 'no-column'; readonly mask: string }
  | { readonly problem: 'several-tables'; readonly mask: string; readonly tables: readonly string[] }
  | { readonly problem: 'no-value'; readonly mask: string; readonly type: string }
  /** A foreign key between this column and another, which is not masked: no row would have its parent any more. */
  | { readonly problem: 'breaks-key'; readonly mask: string; readonly other: string };

export interface MaskedColumn {
  readonly table: SourceTable;
  readonly column: SourceColumn;
  /** SQL over the row, of the type of the column. */
  readonly sql: string;
}

/**
 * The columns that are masked, by table and column.
 *
 * @param salt it is not stored: a hash cannot be reversed by trying values, and equal values stay equal
 */
export function matchMasks(
  masks: readonly Mask[],
  tables: readonly SourceTable[],
  salt: string,
): { readonly masked: readonly MaskedColumn[]; readonly problems: readonly MaskProblem[] } {
  const masked = new Map<string, MaskedColumn>();
  const problems: MaskProblem[] = [];
  for (const mask of masks) {
    const found = matchOne(mask, tables, salt);
    if ('problem' in found) problems.push(found);
    else masked.set(`${tableKey(found.table)} ${found.column.name}`, found);
  }
  return { masked: [...masked.values()], problems: [...problems, ...brokenKeys(masked, tables)] };
}

function brokenKeys(masked: ReadonlyMap<string, MaskedColumn>, tables: readonly SourceTable[]): readonly MaskProblem[] {
  return tables.flatMap((table) =>
    table.foreignKeys.flatMap(({ columns, parent, parentColumns }) =>
      columns.flatMap((column, at): readonly MaskProblem[] => {
        const parentColumn = parentColumns[at] ?? '';
        const child = masked.get(`${tableKey(table)} ${column}`);
        const above = masked.get(`${tableKey(parent)} ${parentColumn}`);
        if ((child === undefined) === (above === undefined) || child?.sql.startsWith('null::') === true) return [];
        const [inTable, name] = child === undefined ? [table, column] : [parent, parentColumn];
        const [ofTable, own] = child === undefined ? [parent, parentColumn] : [table, column];
        const shown = (of: Required<QualifiedName>, field: string) => `${shownName(of)}.${field}`;
        return [{ problem: 'breaks-key', mask: shown(ofTable, own), other: shown(inTable, name) }];
      }),
    ),
  );
}

function matchOne(mask: Mask, tables: readonly SourceTable[], salt: string): MaskedColumn | MaskProblem {
  const named = tables.filter(
    ({ schema, name }) => name === mask.table && (mask.schema === undefined || schema === mask.schema),
  );
  const [table] = named;
  if (table === undefined) return { problem: 'no-table', mask: mask.text };
  if (named.length > 1) return { problem: 'several-tables', mask: mask.text, tables: named.map(shownName) };
  const column = table.columns.find(({ name }) => name === mask.column);
  if (column === undefined) return { problem: 'no-column', mask: mask.text };
  const sql = mask.expression === undefined ? maskedValue(column, salt) : `(${mask.expression})::${column.type}`;
  return sql === undefined ? { problem: 'no-value', mask: mask.text, type: column.type } : { table, column, sql };
}
