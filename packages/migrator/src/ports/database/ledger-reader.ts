import type { ForeignLedger, LedgerRow } from '../../adopt/foreign-ledger.ts';
import type { DatabaseTarget } from './database-target.ts';

/** What a database records about the history of another tool. */
export interface FoundLedger {
  readonly target: DatabaseTarget;
  /** `undefined`: the table is not there. */
  readonly rows: readonly LedgerRow[] | undefined;
  /** Whether the database has tables, views or sequences besides Braid's own and the ledger. */
  readonly hasRelations: boolean;
}

/** Reads a ledger in one transaction that only reads, on a connection of its own. Throws `CannotConnectError`. */
export type ReadLedger = (ledger: Pick<ForeignLedger, 'relation' | 'query'>) => Promise<FoundLedger>;
