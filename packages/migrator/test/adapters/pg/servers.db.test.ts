import { chownSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { type EmbeddedServer, startEmbedded } from '../../../src/adapters/embedded/start-embedded.ts';
import { manyTables } from '../../execute/support/revisions.ts';
import { runner } from '../../execute/support/runner.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { olderMajor } from '../../support/older-major.ts';
import { makeTempDir, removeTempDir } from '../../support/temp-dir.ts';
import { selfSigned } from './self-signed.ts';

/** A server that a test may change as it likes. */
async function ownServer() {
  const folder = makeTempDir('braid-test-server-');
  onTestFinished(() => removeTempDir(folder));
  const start = async (): Promise<EmbeddedServer> => {
    const server = await startEmbedded({ folder, profile: 'scratch', lingerSeconds: 0 });
    onTestFinished(() => server.stop());
    return server;
  };
  return { start };
}

async function ask(url: string, ...statements: readonly string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const sql of statements) rows = (await client.query(sql)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

/** Writes a file for the server: owned by whom its folder is owned by, readable by nobody else. */
function give(path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600 });
  const { uid, gid } = statSync(join(path, '..'));
  if (process.getuid?.() === 0) chownSync(path, uid, gid);
}

test('a standby is refused before anything is asked of it, and read without complaint', async () => {
  const { start } = await ownServer();
  const first = await start();
  const { upgrade } = runner(manyTables(3), first);
  await upgrade('r001');
  const [row] = await ask(first.url, "select current_setting('data_directory') as folder");
  await first.stop();
  give(join(String(row?.folder), 'standby.signal'), '');
  const standby = await start();
  const on = runner(manyTables(3), standby);
  await expect(on.upgrade()).rejects.toMatchObject({ code: 'database-read-only', facts: { reason: 'standby' } });
  expect((await on.state()).applied).toHaveLength(2);
});

test('a server that wants TLS says so to who forbids it; with TLS everything goes as ever', async () => {
  const { start } = await ownServer();
  const server = await start();
  const [row] = await ask(
    server.url,
    "select current_setting('data_directory') as folder, current_setting('hba_file') as hba",
  );
  const folder = String(row?.folder);
  const { certificate, key } = selfSigned();
  give(join(folder, 'server.crt'), certificate);
  give(join(folder, 'server.key'), key);
  const hba = String(row?.hba);
  const rules = readFileSync(hba, 'utf8');
  give(hba, rules.replaceAll(/^host\b/gm, 'hostssl'));
  await ask(server.url, 'alter system set ssl = on', 'select pg_reload_conf()');
  const plain = runner(manyTables(3), { url: `${server.url}?sslmode=disable` });
  await expect
    .poll(() => plain.state().catch((error: unknown) => error))
    .toMatchObject({ code: 'database-tls-required' });
  const { upgrade, downgrade } = runner(manyTables(3), { url: `${server.url}?sslmode=require` });
  expect((await upgrade()).heads).toEqual(['r002']);
  expect((await downgrade()).heads).toEqual([]);
});

test('PostgreSQL 15: up, down and up again', async () => {
  const server = await olderMajor();
  onTestFinished(() => server.stop());
  const database = await freshDatabase(server.url);
  const { upgrade, downgrade } = runner(manyTables(30), database);
  expect((await upgrade()).heads).toEqual(['r029']);
  expect((await downgrade()).heads).toEqual([]);
  expect((await upgrade()).heads).toEqual(['r029']);
});
