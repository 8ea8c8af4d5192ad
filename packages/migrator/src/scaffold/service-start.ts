/** A function for the start of a service. */
export function serviceStart(): string {
  return `import { createMigrationService } from '@braid/migrator';

/**
 * Brings the database up to date before the service takes requests. Instances that start at the same time wait for the one that is at it.
 * With onPending: 'wait' a release job applies the revisions, and the service waits for it.
 */
export async function migrateOnStart(): Promise<void> {
  const migrations = createMigrationService();
  await migrations.ensureMigrationsApplied({ onPending: 'apply' });
}
`;
}
