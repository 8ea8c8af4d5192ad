// For tests of programs that use Braid: graphs from drawings, a database in memory. Re-exports only.
export { draw, graph, toRevisions } from './graph.ts';
export { InMemoryDatabase } from './in-memory-database.ts';
export type { InMemoryFault } from './in-memory-faults.ts';
export { InMemoryFaults } from './in-memory-faults.ts';
