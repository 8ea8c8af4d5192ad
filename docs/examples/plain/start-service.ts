import { createServer, type Server } from 'node:http';
import { createMigrationService, type MigrationService } from '@braid/migrator';
import type { Pool } from 'pg';

export interface ServiceParts {
  readonly pool: Pool;
  readonly migrations?: MigrationService;
  /** Ends a start that is under way, for example on SIGTERM. */
  readonly signal?: AbortSignal;
}

/** Listens only when the schema is right. In production a release job applies revisions and the service waits for it. */
export async function startService({
  pool,
  migrations = createMigrationService({ pool }),
  signal,
}: ServiceParts): Promise<Server> {
  await migrations.ensureMigrationsApplied({
    onPending: process.env.NODE_ENV === 'production' ? 'wait' : 'apply',
    wait: 120_000,
    retry: { attempts: 20 },
    signal,
  });
  const server = createServer(async (_request, response) => {
    const revisions = await migrations.getCurrentRevision();
    response.end(JSON.stringify(revisions.map(({ revision, slice }) => ({ revision, slice }))));
  });
  return server.listen(0);
}
