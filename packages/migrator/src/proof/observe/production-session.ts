import type { ScratchDatabase } from '../../ports/proof/scratch.ts';
import { quoteLiteral } from '../../sql/names/quote-literal.ts';

/** Settings of production that change what a statement does, or how long it takes. */
const MATTER: readonly string[] = [
  ...['TimeZone', 'DateStyle', 'IntervalStyle', 'work_mem', 'maintenance_work_mem'],
  ...['max_parallel_maintenance_workers', 'default_table_access_method', 'default_toast_compression'],
];

/**
 * Statements that make the settings of a transaction those of production; one that this server does not take is left
 * out.
 */
export async function productionSession(
  { query }: Pick<ScratchDatabase, 'query'>,
  settings: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const accepted: string[] = [];
  for (const name of MATTER) {
    const value = settings[name];
    if (value === undefined) continue;
    const sql = `select set_config(${quoteLiteral(name)}, ${quoteLiteral(value)}, true)`;
    await query('begin');
    try {
      await query(sql);
      accepted.push(sql);
    } catch {
      // Built without it, or without the time zone.
    } finally {
      await query('rollback');
    }
  }
  return accepted;
}
