import type { Client } from 'pg';
import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { systemCode } from '../process/system-code.ts';
import { runOfDatabase, runOfLock } from './test-names.ts';

/**
 * Drops the databases of runs that have ended without doing so. A run lives as long as a session holds its lock, and
 * `pg_locks` shows the locks of the whole server. Those that somebody is connected to stay until the next time.
 *
 * @returns their names
 */
export async function dropLeftovers(admin: Client): Promise<readonly string[]> {
  // The databases first: a run has its lock before it has a database.
  const { rows: databases } = await admin.query<{ datname: string }>(
    `select datname from pg_catalog.pg_database d where datname ~ '^braid_test_[0-9a-f]{8}_'
     and pg_catalog.pg_has_role(datdba, 'USAGE') order by datname`,
  );
  const { rows: locks } = await admin.query<{ class: number; object: number }>(
    `select classid::bigint::float8 as class, objid::bigint::float8 as object from pg_catalog.pg_locks
     where locktype = 'advisory' and objsubid = 2 and granted`,
  );
  const living = new Set(locks.map((lock) => runOfLock(lock.class, lock.object)));
  const dropped: string[] = [];
  for (const { datname } of databases) {
    const run = runOfDatabase(datname);
    if (run === undefined || living.has(run)) continue;
    if (await dropUnused(admin, datname)) dropped.push(datname);
  }
  return dropped;
}

/** False while somebody is connected to it, or clones it. */
async function dropUnused(admin: Client, name: string): Promise<boolean> {
  try {
    await admin.query(`drop database if exists ${quoteIdentifier(name)}`);
    return true;
  } catch (error) {
    if (systemCode(error) === '55006') return false;
    throw error;
  }
}
