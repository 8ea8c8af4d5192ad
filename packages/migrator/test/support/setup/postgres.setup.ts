import type { TestProject } from 'vitest/node';
import { acquirePostgres, type TestPostgres } from './acquire-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Administrator's URL of the run's server; use `freshDatabase()` instead of it. */
    postgresUrl: string;
  }
}

declare global {
  /** One server for the run, though several vitest projects name this setup (each loads its own copy of the module). */
  var braidTestPostgres: { server: Promise<TestPostgres>; users: number } | undefined;
}

/** vitest's globalSetup: one PostgreSQL server for the whole run, gone after it, even by kill -9. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  globalThis.braidTestPostgres ??= { server: acquirePostgres(), users: 0 };
  const shared = globalThis.braidTestPostgres;
  shared.users += 1;
  project.provide('postgresUrl', (await shared.server).url);
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    globalThis.braidTestPostgres = undefined;
    await (await shared.server).stop();
  };
}
