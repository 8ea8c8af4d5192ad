import type { LedgerRelation } from '../../../adopt/foreign-ledger.ts';
import { UsageError } from '../../../errors/usage/usage-error.ts';
import { nameParts } from '../../../sql/names/name-parts.ts';

/** The value of `--ledger`: `table` or `schema.table`, as in SQL. Throws a `UsageError`. */
export function ledgerNamed(given: string | undefined, fallback: LedgerRelation): LedgerRelation {
  if (given === undefined) return fallback;
  const [first, second, more] = nameParts(given);
  if (first === undefined || more !== undefined) throw new UsageError({ problem: 'ledger-unreadable', value: given });
  return second === undefined ? { schema: fallback.schema, table: first } : { schema: first, table: second };
}

export function ledgerName({ schema, table }: LedgerRelation): string {
  return `${schema}.${table}`;
}
