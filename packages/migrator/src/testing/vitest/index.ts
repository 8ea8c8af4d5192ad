// vitest: `globalSetup: ['@braid/migrator/vitest']`, and `useDatabase()` in test files. Re-exports, and the setup.
import { testDatabases } from './global-setup.ts';

export type { TestRunOptions } from '../../wiring/test-databases/open-test-run.ts';
export { testDatabases } from './global-setup.ts';
export type { UseDatabaseOptions, UsedDatabase } from './use-database.ts';
export { useDatabase } from './use-database.ts';

/** Vitest's global setup with default options. */
export default testDatabases();
