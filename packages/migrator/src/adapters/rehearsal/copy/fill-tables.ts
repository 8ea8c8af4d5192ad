import type { Client } from 'pg';
import { RehearsalCopyError } from '../../../errors/rehearsal/rehearsal-copy-error.ts';
import type { StopSignal } from '../../../execute/stop-signal.ts';
import type { SampledTableFacts } from '../../../ports/rehearsal/rehearsals.ts';
import type { MaskedColumn } from '../../../rehearsal/mask/match-masks.ts';
import { fromRows, type SampledTable } from '../../../rehearsal/sample-rows.ts';
import { type SourceTable, tableKey } from '../../../rehearsal/source-table.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { shownName } from '../../../sql/names/shown-name.ts';
import { toServerFailure } from '../../pg/reach/server-failure.ts';
import { copyRows } from './copy-rows.ts';
import { mendOrphans } from './mend-orphans.ts';
import { sqlName } from './sql-name.ts';

export interface FillRequest {
  readonly source: Client;
  readonly target: Client;
  readonly tables: readonly SampledTable[];
  readonly masked: readonly MaskedColumn[];
  readonly stop: StopSignal;
}

/**
 * Copies the rows of tables that are empty and have neither indexes nor foreign keys yet. What is masked leaves the
 * source masked. Returns the tables that were not copied whole. Throws `RehearsalCopyError`.
 */
export async function fillTables({ source, target, tables, masked, stop }: FillRequest) {
  const counts = new Map<string, number>();
  for (const sampled of tables) {
    const { table } = sampled;
    const columns = table.columns.map(({ name }) => quoteIdentifier(name)).join(', ');
    const values = table.columns.map(({ name }) => columnValue(table, name, masked)).join(', ');
    const out = `copy (select ${values} ${fromRows(sampled)}) to stdout`;
    const into = `copy ${sqlName(table)} (${columns}) from stdin`;
    // The rows of a table without columns cannot be told apart.
    if (table.columns.length === 0) continue;
    try {
      counts.set(tableKey(table), await copyRows(source, out, target, into, stop));
    } catch (error) {
      throw refused(table, error, masked);
    }
  }
  await mendOrphans(target, tables, counts);
  return tables.flatMap((sampled): SampledTableFacts[] => {
    const { table } = sampled;
    const copied = counts.get(tableKey(table)) ?? 0;
    if (sampled.rows === 'all') return [];
    return [{ table: shownName(table), copied, all: Math.max(Math.round(table.rows ?? 0), copied) }];
  });
}

function columnValue(table: SourceTable, column: string, masked: readonly MaskedColumn[]): string {
  const mask = masked.find((each) => tableKey(each.table) === tableKey(table) && each.column.name === column);
  return mask === undefined ? `t.${quoteIdentifier(column)}` : mask.sql;
}

/** The server's messages about rows may quote them: only the code and the names are reported. */
export function refused(table: SourceTable, error: unknown, masked: readonly MaskedColumn[]): RehearsalCopyError {
  const { sqlState, constraint } = toServerFailure(error);
  if (sqlState === '42501') return new RehearsalCopyError({ problem: 'not-readable', table: shownName(table) });
  if (sqlState === '53100') return new RehearsalCopyError({ problem: 'disk-full' });
  const own = masked.filter((each) => tableKey(each.table) === tableKey(table));
  return new RehearsalCopyError({
    ...{ problem: 'rows-refused', table: shownName(table) },
    ...(sqlState === undefined ? {} : { sqlState }),
    ...(constraint === undefined ? {} : { constraint }),
    masked: own.map(({ column }) => column.name),
  });
}
