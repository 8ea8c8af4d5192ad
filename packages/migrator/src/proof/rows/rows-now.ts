import type { ScratchDatabase } from '../../ports/proof/scratch.ts';
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
  const statements = [fingerprintStatements(tables), sequenceStatements(tables)].filter((text) => text !== '');
  const rows = statements.length === 0 ? [] : await query(statements.join(';\n'));
  return {
    prints: fingerprintsOf(rows.filter((row) => 'count' in row)),
    behind: rows.filter((row) => !('count' in row)).map(({ label }) => String(label)),
  };
}
