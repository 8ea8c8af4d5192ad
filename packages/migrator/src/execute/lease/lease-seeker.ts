import type { LeaseStore } from '../../ports/database/lease-store.ts';
import type { MigrationDatabase } from '../../ports/database/migration-database.ts';
import type { RunRequest } from '../run-request.ts';

/** The part of a run that waiting for the lease and connecting again need; `stamp` and `repair` have no more. */
export interface LeaseSeeker extends Pick<RunRequest, 'ambient' | 'onEvent' | 'options' | 'pause' | 'stop'> {
  readonly database: Pick<LeaseStore, 'acquireLease' | 'acquireNew' | 'reconnect'> & Pick<MigrationDatabase, 'target'>;
  /** There may be no state yet: it is created in the message that asks for the lease. */
  readonly isNew?: boolean | undefined;
}
