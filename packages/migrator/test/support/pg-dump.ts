import { findClientProgram } from '../../src/adapters/backup/client-program.ts';

const [dump, restore] = await Promise.all([
  findClientProgram('pg_dump', 15, process.env),
  findClientProgram('pg_restore', 15, process.env),
]);

/** The pg_dump that the program would take for a server of version 15; npm has none. */
export const PG_DUMP = restore.path === undefined ? undefined : dump.path;

/** What needs pg_dump or pg_restore shows the typed error where they are missing. */
export const HAS_PG_DUMP = PG_DUMP !== undefined;
