import { basename } from 'node:path';
import { withDatabase } from '../../conninfo/with-database.ts';
import { RestoreFailedError, RestoreRefusedError } from '../../errors/backup/restore-errors.ts';
import { DatabaseUnknownError } from '../../errors/database/connect-errors.ts';
import type { RestoredBackup } from '../../ports/backup/backup-tools.ts';
import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { manifestOf, readManifest, sha256Of, sizeOf } from './backup-folder.ts';
import type { BackupPlace } from './backup-place.ts';
import { findClientProgram } from './client-program.ts';
import { freeLease } from './free-lease.ts';
import { readServerFacts, withClient } from './server-facts.ts';

/** Throws `RestoreRefusedError` and `RestoreFailedError`; then nothing was restored, and no database created. */
export async function restoreBackup(place: BackupPlace, path: string, stateSchema: string): Promise<RestoredBackup> {
  const began = Date.now();
  const manifest = readManifest(manifestOf(path)) ?? readManifest(path);
  await refuseUnsound(path, manifest);
  const { location, variables } = place.options;
  const created = await createMissing(place);
  try {
    await refuseUsed(place, path);
    const { version } = await readServerFacts(location);
    const major = Math.floor(Math.max(version, manifest?.serverVersion ?? 0) / 10_000);
    const found = await findClientProgram('pg_restore', major, variables);
    if (found.problem !== undefined)
      throw new RestoreRefusedError({ problem: 'tool', file: path, tool: found.problem });
    const words = [found.path, '--single-transaction', '--exit-on-error', '--no-password'];
    const { database } = place.connection;
    const run = await place.run([...words, '--dbname', database, path], { variables: { PGAPPNAME: 'braid restore' } });
    if (run.problem !== undefined) {
      throw new RestoreFailedError({ file: path, database: place.display, why: run.problem, output: run.tail });
    }
    await withClient(location, (client) => freeLease(client, stateSchema));
  } catch (error) {
    if (created) await maintain(place, `drop database if exists ${quoteIdentifier(place.connection.database)}`);
    throw error;
  }
  return { path, manifest: manifest ?? null, created, durationMs: Date.now() - began };
}

async function refuseUnsound(path: string, manifest: ReturnType<typeof readManifest>): Promise<void> {
  if (manifest?.file === null) {
    const { tool, label } = manifest;
    throw new RestoreRefusedError({ problem: 'kept-by-tool', file: path, tool, label });
  }
  const size = sizeOf(path);
  if (size === undefined) throw new RestoreRefusedError({ problem: 'file-missing', file: path });
  if (manifest === undefined) return;
  const why =
    manifest.file !== basename(path)
      ? `its manifest is of ${manifest.file}`
      : size !== manifest.bytes
        ? `it has ${size} bytes and had ${manifest.bytes}`
        : (await sha256Of(path)) === manifest.sha256
          ? undefined
          : 'its checksum is another';
  if (why !== undefined) throw new RestoreRefusedError({ problem: 'file-changed', file: path, why });
}

/**
 * Whether the database had to be created: empty, from template0, since a dump contains everything that template1 may
 * have.
 */
async function createMissing(place: BackupPlace): Promise<boolean> {
  try {
    await withClient(place.options.location, async () => undefined);
    return false;
  } catch (error) {
    if (!(error instanceof DatabaseUnknownError)) throw error;
  }
  await maintain(place, `create database ${quoteIdentifier(place.connection.database)} template template0`);
  return true;
}

async function maintain({ options: { location } }: BackupPlace, sql: string): Promise<void> {
  await withClient({ ...location, url: withDatabase(location.url, 'postgres') }, async (client) => {
    await client.query('set statement_timeout = 0');
    await client.query(sql);
  });
}

/** Refuses a database that is not empty: a restored dump would mix with its contents. */
async function refuseUsed(place: BackupPlace, file: string): Promise<void> {
  const found = await withClient(place.options.location, async (client) => {
    const { rows } = await client.query<{ thing: string }>(
      `select pg_catalog.format('%s.%s', n.nspname, c.relname) as thing from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and not exists (select 1 from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid and d.deptype = 'e')
union all select pg_catalog.format('schema %s', nspname) from pg_catalog.pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
union all select pg_catalog.format('function %s', p.proname) from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
where n.nspname = 'public' and not exists (select 1 from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and d.objid = p.oid and d.deptype = 'e')
union all select pg_catalog.format('type %s', t.typname) from pg_catalog.pg_type t join pg_catalog.pg_namespace n on n.oid = t.typnamespace
where n.nspname = 'public' and t.typrelid = 0 and t.typelem = 0 and not exists (select 1 from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass and d.objid = t.oid and d.deptype = 'e')
order by 1 limit 5`,
    );
    return rows.map(({ thing }) => thing);
  });
  if (found.length > 0) throw new RestoreRefusedError({ problem: 'not-empty', file, database: place.display, found });
}
