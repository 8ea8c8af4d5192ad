// For tests of programs that use Braid: databases, graphs from drawings, a database in memory. Re-exports only.
export type { TestClient, TestDatabase, TestTransaction } from '../ports/test-database.ts';
export type { TestRunOptions } from '../wiring/test-databases/open-test-run.ts';
export type { TestDatabaseOptions } from './databases/open-test-database.ts';
export { openTestDatabase } from './databases/open-test-database.ts';
export { setUpTestDatabases } from './databases/set-up-test-databases.ts';
export { draw, graph, toRevisions } from './graph.ts';
export { InMemoryDatabase } from './in-memory-database.ts';
export type { InMemoryFault } from './in-memory-faults.ts';
export { InMemoryFaults } from './in-memory-faults.ts';
