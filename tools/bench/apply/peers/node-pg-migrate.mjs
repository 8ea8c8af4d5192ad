// node-pg-migrate with its defaults (all revisions in one transaction, which is quicker than one each). Arguments: URL, folder, direction.
import { runner } from 'node-pg-migrate';

const [databaseUrl = '', dir = '', direction] = process.argv.slice(2);
await runner({
  databaseUrl,
  dir,
  direction: direction === 'down' ? 'down' : 'up',
  count: Number.POSITIVE_INFINITY,
  migrationsTable: 'pgmigrations',
  log: () => {},
});
