export type { Facts, Outcome } from './errors/migrator-error.ts';
export { MigratorError } from './errors/migrator-error.ts';
export type { DataFunction, DataOperations, DataResult } from './execute/data-operations.ts';
export type * from './ports.ts';
export type { Direction, Revision, RevisionKind } from './revision/revision.ts';
export type { RevisionFile, Section, Statement } from './revision/revision-file.ts';
