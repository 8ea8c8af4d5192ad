import { NotADevelopmentDatabaseError } from '../../../errors/plan/not-a-development-database-error.ts';
import type { MigrationDatabase } from '../../../ports/database/migration-database.ts';
import type { Workbench } from '../workbench.ts';

/**
 * The chosen database, which must be a development database: embedded, on this machine, or confirmed by
 * `--allow-remote`, and never that of a protected environment. Throws a `NotADevelopmentDatabaseError`.
 */
export async function developmentDatabase(
  { safety, reach, ...bench }: Pick<Workbench, 'database' | 'safety' | 'reach'>,
  allowRemote: boolean,
): Promise<MigrationDatabase> {
  const database = await bench.database();
  const facts = { database: database.target.display, command: safety.command };
  const environment = await safety.protectedEnvironment();
  if (environment !== undefined)
    throw new NotADevelopmentDatabaseError({ ...facts, problem: 'protected', environment });
  if (!allowRemote && (await reach()) === 'remote')
    throw new NotADevelopmentDatabaseError({ ...facts, problem: 'remote' });
  // A tunnel to production looks like this machine, and this checkout may have no protected environment, so ask the
  // database itself.
  const marked = await database.readProtection();
  if (marked !== null) throw new NotADevelopmentDatabaseError({ ...facts, problem: 'protected', environment: marked });
  return database;
}
