import { createMigrator } from './create-migrator.ts';
import { ensureApplied } from './ensure-applied.ts';
import type { MigrationService } from './migration-service.ts';
import type { MigratorOptions } from './migrator-options.ts';
import { callsOf } from './open-call.ts';

/** The `MigrationService` of a service that has the slices' migrations folders beside it. Opening costs nothing. */
export function createMigrationService(options: MigratorOptions = {}): MigrationService {
  const named: MigratorOptions = { runs: 'MigrationService', ...options };
  const migrator = createMigrator(named);
  const open = callsOf(named, new Set(named.onEvent === undefined ? [] : [named.onEvent]));
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
    ensureMigrationsApplied: (own = {}) => ensureApplied(open, own),
  };
}
