import type { ScratchDatabase, ScratchRow } from '../../ports/proof/scratch.ts';
import type { TableShape } from '../../ports/proof/table-shape.ts';
import { fingerprintStatements, fingerprintsOf, type RowFingerprints } from './row-fingerprints.ts';
import { sequenceStatements } from './sequences-behind.ts';

/** The rows of tables in a few numbers, and the sequences that do not fit them. */
export interface RowsNow {
  readonly prints: RowFingerprints;
  /** See `sequencesBehind`. */
  readonly behind: readonly string[];
}

/** `fingerprintRows` and `sequencesBehind` in one message. */
export async function rowsNow(
  { query }: Pick<ScratchDatabase, 'query'>,
  tables: readonly TableShape[],
): Promise<RowsNow> {
  const statements = rowsNowStatements(tables);
  return rowsNowOf(statements === '' ? [] : await query(statements));
}

/** The statements of `rowsNow`; empty for no tables. */
export function rowsNowStatements(tables: readonly TableShape[]): string {
  return [fingerprintStatements(tables), sequenceStatements(tables)].filter((text) => text !== '').join(';\n');
}

/** What the rows say that `rowsNowStatements` gave. */
export function rowsNowOf(rows: readonly ScratchRow[]): RowsNow {
  return {
    prints: fingerprintsOf(rows.filter((row) => 'count' in row)),
    behind: rows.filter((row) => !('count' in row)).map(({ label }) => String(label)),
  };
}
