import { createServer, type Server } from 'node:http';
import { createMigrationService, type EnsureOptions, type MigrationService } from '@braid/migrator';
import type { Pool } from 'pg';

export interface ServiceParts {
  readonly pool: Pool;
  readonly migrations?: MigrationService;
  /** What to do at start-up; wins over what is chosen below. */
  readonly ensure?: EnsureOptions;
  /** Ends a start that is running, for example on SIGTERM. */
  readonly signal?: AbortSignal;
}

/** Listens only when the schema is right. In production a release job applies revisions and the service waits for it. */
export async function startService({
  pool,
  migrations = createMigrationService({ pool }),
  ensure = {},
  signal,
}: ServiceParts): Promise<Server> {
  await migrations.ensureMigrationsApplied({
    onPending: process.env.NODE_ENV === 'production' ? 'wait' : 'apply',
    wait: 120_000,
    retry: { attempts: 20 },
    signal,
    ...ensure,
  });
  const server = createServer(async ({ url, method }, response) => {
    if (url === '/ready') {
      const health = await migrations.health();
      response.writeHead(health.ready ? 200 : 503).end(JSON.stringify(health));
      return;
    }
    if (method !== 'GET' && (await migrations.health()).readOnly) {
      response.writeHead(503, { 'retry-after': '30' }).end();
      return;
    }
    const revisions = await migrations.getCurrentRevision();
    response.end(JSON.stringify(revisions.map(({ revision, slice }) => ({ revision, slice }))));
  });
  return server.listen(0);
}
