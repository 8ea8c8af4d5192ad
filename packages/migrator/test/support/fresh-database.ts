import { randomBytes } from 'node:crypto';
import { Socket } from 'node:net';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import { quoteIdentifier } from '../../src/sql/names/quote-identifier.ts';

/** An empty database of one test's own. */
export interface FreshDatabase {
  readonly name: string;
  readonly url: string;
  /** A new connected client, closed with the database. */
  connect(): Promise<pg.Client>;
  /** One statement (or several, without parameters) on a client of its own; the rows. */
  query(sql: string, parameters?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** Drops it, and ends open sessions. */
  drop(): Promise<void>;
}

/** A new empty database, dropped when the running test is over. */
export async function freshDatabase(serverUrl: string = inject('postgresUrl')): Promise<FreshDatabase> {
  const database = await createDatabase(serverUrl);
  onTestFinished(database.drop);
  return database;
}

/** The same for `beforeAll` and scripts; the caller drops it. */
export async function createDatabase(serverUrl: string = inject('postgresUrl')): Promise<FreshDatabase> {
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  // template0: whatever somebody left in template1 of a server of theirs must not show.
  await administer(serverUrl, (version) => {
    // A third of the time that the default takes; PostgreSQL 14 knows no other and cannot be told.
    const strategy = version >= 150_000 ? ' strategy file_copy' : '';
    return `create database ${quoteIdentifier(name)} template template0${strategy}`;
  });
  const url = withDatabase(serverUrl, name);
  const clients: pg.Client[] = [];
  const connect = async () => {
    const client = new pg.Client({ connectionString: url });
    // Dropping the database ends sessions that a failed test left open.
    client.on('error', () => {});
    clients.push(client);
    await client.connect();
    return client;
  };
  const query = async (sql: string, parameters?: readonly unknown[]) => {
    const client = await connect();
    try {
      const result: pg.QueryResult<Record<string, unknown>> = await client.query(sql, parameters?.slice());
      return result.rows;
    } finally {
      await client.end();
    }
  };
  const drop = async () => {
    await Promise.allSettled(clients.map((client) => client.end()));
    await administer(serverUrl, () => `drop database if exists ${quoteIdentifier(name)} with (force)`);
  };
  return { name, url, connect, query, drop };
}

interface Administrator {
  run(sql: string): Promise<void>;
  /** Of the server: `180004`. */
  readonly version: number;
}

/** A session for each server that stays open: connecting takes longer than making a database. */
const administrators = new Map<string, Promise<Administrator>>();

async function administer(serverUrl: string, sql: (version: number) => string): Promise<void> {
  const known = administrators.get(serverUrl);
  const opening = known ?? openAdministrator(serverUrl);
  administrators.set(serverUrl, opening);
  try {
    const { run, version } = await opening;
    await run(sql(version));
  } catch (error) {
    if (administrators.get(serverUrl) === opening) administrators.delete(serverUrl);
    // It was ended, with its server or by a test.
    const isOver = !(error instanceof pg.DatabaseError) || error.code?.startsWith('57P') === true;
    if (known === undefined || !isOver) throw error;
    await administer(serverUrl, sql);
  }
}

async function openAdministrator(serverUrl: string): Promise<Administrator> {
  const stream = new Socket();
  const client = new pg.Client({ connectionString: serverUrl, stream: () => stream });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ version: number }>(
    "select current_setting('server_version_num')::int as version",
  );
  // Nobody ends it: a process does not wait for it, but for what it is asked.
  stream.unref();
  let waiting = 0;
  const run = async (sql: string): Promise<void> => {
    waiting += 1;
    stream.ref();
    try {
      await client.query(sql);
    } finally {
      waiting -= 1;
      if (waiting === 0) stream.unref();
    }
  };
  return { run, version: rows[0]?.version ?? 0 };
}

function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.href;
}
