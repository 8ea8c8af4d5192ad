import type { Client } from 'pg';
import { withDatabase } from '../../../conninfo/with-database.ts';
import { DatabaseInUseError } from '../../../errors/database/database-in-use-error.ts';
import type { BranchDatabase, CloneRequest, ServerDatabases } from '../../../ports/development/server-databases.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import { systemCode } from '../../process/system-code.ts';
import { openPgDatabase, type PgDatabaseOptions } from '../pg-database.ts';
import { connect } from '../reach/connect.ts';
import { createLike } from './create-like.ts';
import { takePlace } from './take-place.ts';

const DUPLICATE_DATABASE = '42P04';
const IN_USE = '55006';
const NO_DATABASE = '3D000';

/** The database to connect to, apart from those that are cloned or dropped. */
const MAINTENANCE = 'postgres';

/**
 * Branches are written down in the comments on their databases, so that they go with them.
 *
 * @param options of any database of the server
 * @param command the command line, for hints
 * @returns with `close`
 */
export async function openServerDatabases(
  options: PgDatabaseOptions,
  base: string,
  command: string,
): Promise<ServerDatabases & { close(): Promise<void> }> {
  const client = await connect({ ...options, url: withDatabase(options.url, MAINTENANCE) });
  return {
    base,
    list: () => list(client, base),
    exists: (name) => exists(client, name),
    async clone(request) {
      if (!(await exists(client, request.name))) {
        await whenFree(client, request.from, { command, endSessions: request.endSessions }, () =>
          create(client, request),
        );
        return await marked(client, base, request, true);
      }
      return await marked(client, base, request, false);
    },
    drop: (name, endSessions) =>
      whenFree(client, name, { command, endSessions }, async () => {
        await client.query(`drop database if exists ${quoteIdentifier(name)}`);
      }),
    createLike: (name, like) => createLike(client, name, like),
    takePlace: (fresh, name, kept) =>
      whenFree(client, name, { command, endSessions: false }, () => takePlace(client, fresh, name, kept)),
    async protectionOf(name) {
      const database = openPgDatabase({ ...options, url: withDatabase(options.url, name) });
      try {
        return await database.readProtection();
      } finally {
        await database.close();
      }
    },
    close: async () => {
      await client.end().catch(() => undefined);
    },
  };
}

async function exists(client: Client, name: string): Promise<boolean> {
  return (await client.query('select from pg_database where datname = $1', [name])).rows.length > 0;
}

async function create(client: Client, { name, from }: CloneRequest): Promise<void> {
  const { rows } = await client.query<{ major: number }>(
    "select current_setting('server_version_num')::int / 10000 as major",
  );
  // Copying files costs a checkpoint, and is several times faster for all but the smallest databases.
  const strategy = (rows[0]?.major ?? 0) >= 15 ? ' strategy file_copy' : '';
  try {
    await client.query(`create database ${quoteIdentifier(name)} template ${quoteIdentifier(from)}${strategy}`);
  } catch (error) {
    // Another process did the same at the same time.
    if (systemCode(error) !== DUPLICATE_DATABASE) throw error;
  }
}

async function marked(
  client: Client,
  base: string,
  { name, branch, workspace, from, created }: CloneRequest,
  made: boolean,
): Promise<{ readonly made: boolean }> {
  const known = (await list(client, base)).some((each) => each.name === name);
  if (!known) {
    const note = JSON.stringify({ braid: 'branch', base, branch, workspace, from, created });
    await client.query(`comment on database ${quoteIdentifier(name)} is ${quoteLiteral(note)}`);
  }
  return { made };
}

async function whenFree(
  client: Client,
  database: string,
  { command, endSessions }: { readonly command: string; readonly endSessions: boolean },
  work: () => Promise<void>,
): Promise<void> {
  if (endSessions) {
    await client.query(
      "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1 and backend_type = 'client backend'",
      [database],
    );
  }
  try {
    await work();
  } catch (error) {
    if (systemCode(error) !== IN_USE) throw error;
    const { rows: sessions } = await client.query<DatabaseInUseError['facts']['sessions'][number]>(
      `select pid, coalesce(application_name, '') as application, coalesce(usename, '') as user, host(client_addr) as address
        from pg_stat_activity where datname = $1 order by pid`,
      [database],
    );
    throw new DatabaseInUseError({ database, sessions, command }, { cause: error });
  }
}

async function list(client: Client, base: string): Promise<readonly BranchDatabase[]> {
  const { rows } = await client.query<{ name: string; note: string | null; sessions: number }>(
    `select datname as name, shobj_description(oid, 'pg_database') as note,
        (select count(*)::int from pg_stat_activity a where a.datid = d.oid) as sessions
      from pg_database d where datallowconn and datname <> 'postgres' and has_database_privilege(oid, 'connect')
      order by datname`,
  );
  const found: BranchDatabase[] = [];
  for (const { name, note, sessions } of rows) {
    const branch = describe(note, base);
    const bytes = branch === undefined ? undefined : await sizeOf(client, name);
    if (branch !== undefined && bytes !== undefined) found.push({ name, ...branch, bytes, sessions });
  }
  return found;
}

/** In bytes; `undefined` once it is gone. Asked of all at once, the size of one that is being dropped fails. */
async function sizeOf(client: Client, name: string): Promise<number | undefined> {
  try {
    const { rows } = await client.query<{ bytes: string }>('select pg_database_size($1::name)::text as bytes', [name]);
    return Number(rows[0]?.bytes);
  } catch (error) {
    if (systemCode(error) === NO_DATABASE) return undefined;
    throw error;
  }
}

function describe(
  note: string | null,
  base: string,
): Pick<BranchDatabase, 'branch' | 'workspace' | 'from' | 'created'> | undefined {
  try {
    const parsed: unknown = JSON.parse(note ?? '');
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    const [kind, of, branch, workspace, from, created] = [
      'braid',
      'base',
      'branch',
      'workspace',
      'from',
      'created',
    ].map((key): unknown => Reflect.get(parsed, key));
    if (kind !== 'branch' || of !== base) return undefined;
    return typeof branch === 'string' &&
      typeof workspace === 'string' &&
      typeof from === 'string' &&
      typeof created === 'string'
      ? { branch, workspace, from, created }
      : undefined;
  } catch {
    // The comment of a person.
    return undefined;
  }
}
