import type { MigratorOptions } from './call/migrator-options.ts';
import { callsOf } from './call/open-call.ts';
import { createMigrator } from './create-migrator.ts';
import { ensureApplied } from './ensure-applied.ts';
import { type Excuse, healthWithin, lookAtHealth, type Readiness } from './health.ts';
import type { MigrationService } from './migration-service.ts';

/**
 * The `MigrationService` for a service that ships with the migrations folders of its slices. Creating it costs nothing.
 */
export function createMigrationService(options: MigratorOptions = {}): MigrationService {
  const named: MigratorOptions = { runs: 'MigrationService', ...options };
  const migrator = createMigrator(named);
  const open = callsOf(named, new Set(named.onEvent === undefined ? [] : [named.onEvent]));
  let excuse: Excuse;
  const running = new Map<string, Promise<Readiness>>();
  /** Concurrent probes share one look, so that a slow database gets no further connections. */
  const look = (slice: string | undefined): Promise<Readiness> => {
    const key = slice ?? '';
    const known = running.get(key);
    if (known !== undefined) return known;
    const looking = lookAtHealth(open, excuse, slice).finally(() => running.delete(key));
    running.set(key, looking);
    return looking;
  };
  return {
    migrateToLatest: (own) => migrator.upgrade(own),
    async createMigration(message, { kind = 'schema', ...own } = {}) {
      const { revisions } = await migrator.revision({
        ...own,
        message,
        empty: kind === 'empty',
        data: kind === 'data',
      });
      return revisions;
    },
    async getCurrentRevision(own) {
      return (await migrator.current(own)).current;
    },
    async ensureMigrationsApplied(own = {}) {
      const result = await ensureApplied(open, own);
      const { onFailure } = own;
      excuse = result.outcome === 'failed' && onFailure !== 'throw' ? onFailure : undefined;
      return result;
    },
    async health({ slice, timeout } = {}) {
      const health = await healthWithin(look(slice), excuse, timeout);
      // Once the schema was right, later changes of the database do not change readiness.
      if (health.status === 'ok') excuse = undefined;
      return health;
    },
  };
}
