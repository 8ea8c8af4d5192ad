import { descendants, names, type SqlNode } from '../../sql-objects/sql-node.ts';
import type { LintCatalog } from '../catalog/lint-catalog.ts';

const CALLS: ReadonlySet<string> = new Set(['FuncCall']);

/**
 * Volatile functions of PostgreSQL 14 to 18 that can be part of a default, and those of its extensions; everything else
 * that PostgreSQL brings along is stable or immutable.
 */
const VOLATILE: ReadonlySet<string> = new Set([
  ...['random', 'random_normal', 'clock_timestamp', 'timeofday', 'gen_random_uuid', 'uuidv4', 'uuidv7'],
  ...['nextval', 'currval', 'lastval', 'setval', 'pg_current_xact_id', 'pg_sleep', 'set_config'],
  ...['uuid_generate_v1', 'uuid_generate_v1mc', 'uuid_generate_v4', 'gen_random_bytes', 'gen_salt'],
  ...['uuid_generate_v7', 'uuid_v7', 'nanoid', 'gen_ulid', 'generate_ulid', 'cuid'],
]);

/** The first function in an expression whose result differs from row to row, as far as that is known. */
export function volatileCall(expression: SqlNode, catalog: LintCatalog): string | undefined {
  for (const [, call] of descendants(expression, CALLS)) {
    const parts = names(call, 'funcname');
    const name = parts.at(-1) ?? '';
    const known = catalog.volatility.get(name);
    const isOwn = parts.length > 1 && parts[0] !== 'pg_catalog';
    // For an unknown function, PostgreSQL's default is assumed.
    if (known === undefined ? VOLATILE.has(name) || isOwn : known === 'volatile') return name;
  }
  return undefined;
}
