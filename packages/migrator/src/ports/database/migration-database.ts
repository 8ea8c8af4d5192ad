import type { BackfillStore, BackgroundStore } from './backfill-store.ts';
import type { DatabaseObserver } from './database-observer.ts';
import type { DatabaseTarget } from './database-target.ts';
import type { HalfRunStore, StepStore } from './half-run-store.ts';
import type { LeaseStore } from './lease-store.ts';
import type { RevisionRunner, SeedStore } from './revision-runner.ts';
import type { StateReader } from './state-reader.ts';
import type { StateWriter } from './state-writer.ts';

/**
 * A database with revisions in it. Methods that run a revision's own statements return the server's errors; all others
 * throw a typed error of `errors/database/`, `ConnectionLostError` among them. One call at a time, but for
 * `renewLease`, `cancel`, `whoBlocks` and `runningProgress`, which use connections of their own. Take the part that you
 * need.
 */
export interface MigrationDatabase
  extends StateReader,
    StateWriter,
    LeaseStore,
    RevisionRunner,
    HalfRunStore,
    BackfillStore,
    BackgroundStore,
    StepStore,
    SeedStore,
    DatabaseObserver {
  readonly target: DatabaseTarget;
  close(): Promise<void>;
}
