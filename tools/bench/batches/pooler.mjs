import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * PgBouncer in transaction mode in front of a server; `undefined` where it is not installed.
 *
 * @param {string} serverUrl
 */
export async function startPooler(serverUrl) {
  const program = process.env.PGBOUNCER ?? 'pgbouncer';
  const version = spawnSync(program, ['--version'], { encoding: 'utf8' });
  if (version.status !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'braid-bench-pgbouncer-'));
  const server = new URL(serverUrl);
  const port = await freePort();
  const password = decodeURIComponent(server.password);
  const upstream = `host=${server.hostname} port=${server.port} user=${decodeURIComponent(server.username)} password='${password}'`;
  const ini = join(folder, 'pgbouncer.ini');
  writeFileSync(
    ini,
    `[databases]\n* = ${upstream}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${port}\nunix_socket_dir =\nauth_type = any
pool_mode = transaction\ndefault_pool_size = 4\nlogfile = ${join(folder, 'log')}\n`,
  );
  chmodSync(folder, 0o777);
  // It refuses to run as root.
  const user = process.getuid?.() === 0 ? ['-u', 'postgres'] : [];
  const child = spawn(program, [...user, ini], { stdio: 'ignore' });
  while (!(await isListening(port))) await pause(50);
  return {
    version: version.stdout.split('\n')[0] ?? '',
    /** The same database through it. @param {string} url */
    through: (url) => Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href,
    async stop() {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** @param {number} port @returns {Promise<boolean>} */
function isListening(port) {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => done(Boolean(socket.destroy())));
    socket.once('error', () => done(false));
  });
}
