import type { Client, CustomTypesConfig } from 'pg';
import type { Variables } from '../../conninfo/parse/setting.ts';
import type { ScratchDatabase, ScratchRow, ScratchTemplate } from '../../ports/proof/scratch.ts';
import type { KnownEntities } from '../pg/catalog/known-entities.ts';
import type { PinnedRead } from '../pg/catalog/pinned-settings.ts';
import { catalogOfRows, catalogRead } from '../pg/catalog/read-catalog.ts';
import { firstWithTransactionTimeout } from '../pg/connection/own-limits.ts';
import { type KnownServer, openPgDatabase, type PgDatabase } from '../pg/pg-database.ts';
import { connect } from '../pg/reach/connect.ts';
import type { Target } from '../pg/reach/reach.ts';
import type { SessionSettings } from '../pg/reach/start-options.ts';
import { notesKill } from '../pg/run/backfill/notes-kill.ts';
import { stateNames } from '../pg/state/state-names.ts';
import { answersOf } from './answers-of.ts';
import { PinnedReads } from './pinned-reads.ts';
import { behindOfRows, tableReads, tablesOfRows } from './read-tables.ts';
import { BEHIND } from './tables-sql.ts';
import { type OneRunner, type Shelf, withOneRunner } from './with-one-runner.ts';

export interface ScratchDatabaseOptions {
  readonly name: string;
  readonly url: string;
  /** What adds to the URL. */
  readonly variables?: Variables;
  /** Where its server answered, and how: nobody has to be asked that again. */
  readonly only?: Target | undefined;
  readonly stateSchema: string;
  readonly toolVersion: string;
  /** Of the database that this one is a copy of. */
  readonly shelf: Readonly<Shelf>;
  /** What is known of the server, by any of its databases. */
  readonly learned: Learned;
  withCopy<T>(work: (copy: ScratchDatabase) => Promise<T>, shelf: Readonly<Shelf>): Promise<T>;
  keepAs(template: ScratchTemplate): Promise<void>;
  /** Called at most once, when nothing runs here any more; `disconnect` comes later. */
  leaveAs(template: ScratchTemplate): void;
}

/** What the databases of a server learn of it for each other. */
export interface Learned {
  server: KnownServer | undefined;
  /** Most things are the same in all of its catalogs. */
  readonly entities: KnownEntities;
}

/** Those of `proofRunnerOptions`, in milliseconds: what runs alone then needs no SET before it, and no RESET after. */
const RUNNER: SessionSettings = { lock_timeout: '10000', statement_timeout: '60000' };

function runnerSettings(server: KnownServer | undefined): SessionSettings {
  const isKnown = (server?.facts.versionNumber ?? 0) >= firstWithTransactionTimeout;
  return isKnown ? { ...RUNNER, transaction_timeout: '0' } : RUNNER;
}

/** Rows are compared as text, and nothing may wait forever. */
const settings: SessionSettings = {
  timezone: 'UTC',
  datestyle: 'ISO, YMD',
  intervalstyle: 'postgres',
  extra_float_digits: '1',
  bytea_output: 'hex',
  lock_timeout: '10s',
  statement_timeout: '60s',
  jit: 'off',
  plan_cache_mode: 'force_generic_plan',
};

/**
 * `timestamptz`, `timestamp`, `date`, `interval`, and the arrays of these and of `numeric`, which drizzle-orm takes
 * apart itself.
 */
const AS_TEXT: ReadonlySet<number> = new Set([1184, 1114, 1082, 1186, 1231, 1115, 1185, 1187, 1182]);

async function drizzleTypes(): Promise<CustomTypesConfig> {
  const { default: pg } = await import('pg');
  return {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      AS_TEXT.has(oid) ? (text: string) => text : pg.types.getTypeParser(oid, format),
  };
}

/** A scratch database that exists. `disconnect` ends its sessions; it can be used again after that. */
export function openScratchDatabase(
  options: ScratchDatabaseOptions,
): ScratchDatabase & { disconnect(): Promise<void> } {
  const { url, variables, only, stateSchema, toolVersion, learned } = options;
  const place = { url, only, source: 'scratch', ...(variables === undefined ? {} : { variables }) };
  const shelf: Shelf = { ...options.shelf };
  let pg: PgDatabase | undefined;
  let runner: OneRunner | undefined;
  let session: Promise<Client> | undefined;
  let reads: PinnedReads | undefined;

  const open = (): Promise<Client> => connect({ ...place, applicationName: 'braid proof', settings });
  const query = async (sql: string, parameters?: readonly unknown[]): Promise<readonly ScratchRow[]> => {
    session ??= open();
    const client = await session;
    const answer = await client.query<Record<string, unknown>>({
      text: sql,
      // The extended protocol takes one statement and no more; pg uses it without being told only where there are
      // values.
      ...(parameters === undefined ? {} : { values: parameters.slice(), queryMode: 'extended' }),
    });
    return answersOf(answer).flatMap(({ rows }) => rows);
  };
  const queryRows = async (sql: string, parameters: readonly unknown[]): Promise<readonly (readonly unknown[])[]> => {
    session ??= open();
    const client = await session;
    const { rows } = await client.query<unknown[]>({
      text: sql,
      values: parameters.slice(),
      rowMode: 'array',
      types: await drizzleTypes(),
    });
    return rows;
  };
  const openReads = async (): Promise<PinnedReads> => {
    session ??= open();
    reads ??= new PinnedReads(await session);
    return reads;
  };
  const readPinned = async (...statements: readonly PinnedRead[]) => (await (await openReads()).read(statements)).read;
  const disconnect = async (): Promise<void> => {
    const [client, database] = [session, pg];
    session = undefined;
    reads = undefined;
    runner = undefined;
    pg = undefined;
    learned.server ??= database?.server();
    await Promise.all([client?.then((open) => open.end()).catch(() => undefined), database?.close()]);
  };

  return {
    get migrations() {
      if (runner !== undefined) return runner.database;
      const { server } = learned;
      pg = openPgDatabase({ ...place, stateSchema, toolVersion, server, settings: runnerSettings(server) });
      // The facts of the server come with the state.
      if (server === undefined) shelf.state = undefined;
      runner = withOneRunner(pg, shelf);
      return runner.database;
    },
    query,
    queryRows,
    async readCatalog() {
      const [rows = []] = await readPinned(catalogRead({ exclude: [stateSchema] }));
      return catalogOfRows(rows, learned.entities);
    },
    async readCatalogThen(statements) {
      const reading = [catalogRead({ exclude: [stateSchema] })];
      const { read, after } = await (await openReads()).read(reading, statements);
      return { catalog: catalogOfRows(read[0] ?? [], learned.entities), rows: after };
    },
    async readTables() {
      const [tables = [], types = []] = await readPinned(...tableReads([stateSchema]));
      return tablesOfRows(tables, types);
    },
    async readSchema() {
      const reading = [catalogRead({ exclude: [stateSchema] }), ...tableReads([stateSchema])];
      const { read, after } = await (await openReads()).read(reading, BEHIND);
      const [rows = [], tables = [], types = []] = read;
      const catalog = catalogOfRows(rows, learned.entities);
      return { catalog, tables: tablesOfRows(tables, types), behind: behindOfRows(after) };
    },
    async whileNotesKill(work) {
      const { on, off } = notesKill(stateNames(stateSchema));
      await query(on);
      try {
        return await work();
      } finally {
        await query(off);
      }
    },
    async withCopy(work) {
      await runner?.settle();
      await disconnect();
      return await options.withCopy(work, { ...shelf });
    },
    async keepAs(template) {
      await runner?.settle();
      await disconnect();
      await options.keepAs(template);
    },
    async leaveAs(template) {
      await runner?.settle();
      options.leaveAs(template);
    },
    disconnect,
  };
}
