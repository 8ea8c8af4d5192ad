import type { ClientBase } from 'pg';
import { withDatabase } from '../../conninfo/with-database.ts';
import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';

/** A throw-away database on a server where we may create databases. */
export interface CreatedScratch {
  readonly name: string;
  readonly url: string;
}

/** Begins the name of every scratch database, so that those of a killed process can be told from the user's. */
export const scratchPrefix = 'braid_scratch_';

/**
 * Creates an empty database, or a clone of `template` (50 to 200 ms; nobody may be connected to the template, 55006).
 *
 * @param admin a connection to another database of the server, outside a transaction
 * @param adminUrl the URL of that connection; the result's differs in the database only
 * @param suffix makes the name unique; letters, digits and `_`
 */
export async function createScratch(
  admin: ClientBase,
  adminUrl: string,
  suffix: string,
  template?: string,
): Promise<CreatedScratch> {
  const name = `${scratchPrefix}${suffix}`;
  // template0 and not template1: what a user left there would show as drift.
  const source = template ?? 'template0';
  await admin.query(
    `create database ${quoteIdentifier(name)} template ${quoteIdentifier(source)}${await copyStrategy(admin)}`,
  );
  return { name, url: withDatabase(adminUrl, name) };
}

/**
 * How CREATE DATABASE is to copy. A copy of files beats the WAL-logged default for anything but the smallest;
 * PostgreSQL 14 knows only this one, unnamed.
 */
export async function copyStrategy(admin: ClientBase): Promise<string> {
  const known = strategies.get(admin) ?? askStrategy(admin);
  strategies.set(admin, known);
  return await known;
}

/** By connection: its server stays the same. */
const strategies = new WeakMap<ClientBase, Promise<string>>();

async function askStrategy(admin: ClientBase): Promise<string> {
  const { rows } = await admin.query<{ version: number }>(
    "select current_setting('server_version_num')::int as version",
  );
  return (rows[0]?.version ?? 0) >= 150000 ? ' strategy file_copy' : '';
}

/** Drops it, with the sessions that are still there; no error when it is gone. */
export async function dropScratch(admin: ClientBase, name: string): Promise<void> {
  if (!name.startsWith(scratchPrefix)) throw new TypeError(`${name} is not a scratch database`);
  await admin.query(`drop database if exists ${quoteIdentifier(name)} with (force)`);
}

/** Drops the scratch databases that nobody is connected to: those of killed processes. @returns their names */
export async function dropAbandonedScratch(
  admin: ClientBase,
  isAbandoned: (suffix: string) => boolean,
): Promise<string[]> {
  const { rows } = await admin.query<{ datname: string }>(
    `select datname from pg_database d where starts_with(datname, $1)
     and not exists (select from pg_stat_activity a where a.datid = d.oid) order by datname`,
    [scratchPrefix],
  );
  const abandoned = rows.map((row) => row.datname).filter((name) => isAbandoned(name.slice(scratchPrefix.length)));
  for (const name of abandoned) await dropScratch(admin, name);
  return abandoned;
}
