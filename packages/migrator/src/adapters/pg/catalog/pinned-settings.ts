import type { CatalogQuery } from './catalog-query.ts';

/**
 * Settings that change how PostgreSQL prints names, expressions and bounds (the ones that pg_dump pins), with the
 * values to read catalogs with: with an empty search_path every name is qualified. JIT is off since compiling the
 * catalog query takes longer than running it.
 */
export const PINNED = {
  search_path: '',
  quote_all_identifiers: 'off',
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  extra_float_digits: '1',
  bytea_output: 'hex',
  lc_monetary: 'C',
  jit: 'off',
} as const;

/** A statement that reads the catalog. */
export interface PinnedRead {
  readonly sql: string;
  /** For `$1`, `$2` … */
  readonly parameters: readonly string[];
}

async function set(query: CatalogQuery, settings: readonly (readonly [string, string])[]): Promise<void> {
  const calls = settings.map((_, index) => `set_config($${2 * index + 1}, $${2 * index + 2}, false)`);
  await query(`select ${calls.join(', ')}`, settings.flat());
}

/** Runs `action` with the session's settings pinned and puts them back afterwards, also when it fails. */
export async function withPinnedSettings<T>(query: CatalogQuery, action: () => Promise<T>): Promise<T> {
  const names = Object.keys(PINNED);
  const [current] = await query(`select ${names.map((name, index) => `current_setting('${name}') as s${index}`)}`);
  const before = names.map((name, index) => [name, String(current?.[`s${index}`] ?? '')] as const);
  await set(query, Object.entries(PINNED));
  let result: T;
  try {
    result = await action();
  } catch (error) {
    // In a failed transaction this fails as well, and the rollback puts the settings back. The first error is the one
    // to report.
    await set(query, before).catch(() => undefined);
    throw error;
  }
  await set(query, before);
  return result;
}
