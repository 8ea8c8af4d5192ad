import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { makeTempDir, removeTempDir } from '../../support/temp-dir.ts';
import { waitFor } from '../../support/wait-for.ts';
import { type PoolingProxy, poolingProxy } from './pooling-proxy.ts';

export interface Pooler {
  readonly kind: 'pgbouncer' | 'own proxy';
  readonly url: string;
  close(): Promise<void>;
}

/** PgBouncer in transaction mode when it is installed (or named by `PGBOUNCER`), else the proxy that does the same. */
export async function transactionPooler(serverUrl: string, size: number): Promise<Pooler> {
  const program = process.env.PGBOUNCER ?? 'pgbouncer';
  if (spawnSync(program, ['--version']).status === 0) return startPgBouncer(program, serverUrl, size);
  const proxy: PoolingProxy = await poolingProxy(serverUrl, size);
  return { kind: 'own proxy', url: proxy.url, close: () => proxy.close() };
}

/** What the on-demand tests of poolers run with: see `npm run test:pgbouncer`. */
export type PoolerKind = 'own proxy' | 'pgbouncer, transaction' | 'pgbouncer, session';

/** With `size` sessions of the server. */
export async function openPooler(kind: PoolerKind, serverUrl: string, size: number): Promise<Pooler> {
  if (kind !== 'own proxy') {
    const mode = kind === 'pgbouncer, session' ? 'session' : 'transaction';
    return startPgBouncer(process.env.PGBOUNCER ?? 'pgbouncer', serverUrl, size, mode);
  }
  const proxy: PoolingProxy = await poolingProxy(serverUrl, size);
  return { kind: 'own proxy', url: proxy.url, close: () => proxy.close() };
}

async function startPgBouncer(
  program: string,
  serverUrl: string,
  size: number,
  mode: 'transaction' | 'session' = 'transaction',
): Promise<Pooler> {
  const folder = makeTempDir('braid-test-pgbouncer-');
  const server = new URL(serverUrl);
  const port = await freePort();
  const user = decodeURIComponent(server.username);
  const password = decodeURIComponent(server.password);
  const upstream = `host=${server.hostname} port=${server.port} user=${user}${password === '' ? '' : ` password='${password}'`}`;
  writeFileSync(
    join(folder, 'pgbouncer.ini'),
    `[databases]
* = ${upstream}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
default_pool_size = ${size}
max_client_conn = 500
logfile = ${join(folder, 'log')}
`,
  );
  chmodSync(folder, 0o755);
  // It refuses to run as root.
  const args = [join(folder, 'pgbouncer.ini')];
  if (process.getuid?.() === 0) {
    chmodSync(folder, 0o777);
    args.unshift('-u', 'postgres');
  }
  let isClosing = false;
  const start = (): ChildProcess => {
    const started = spawn(program, args, { stdio: 'ignore' });
    // As its service does: a race of 1.18 ends it when a statement is cancelled (pgbouncer/pgbouncer#822).
    started.once('exit', () => {
      if (!isClosing) child = start();
    });
    return started;
  };
  let child = start();
  const url = new URL(serverUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  await waitFor('pgbouncer to listen', () => isListening(port));
  return {
    kind: 'pgbouncer',
    url: url.href,
    async close() {
      isClosing = true;
      const isOver = child.exitCode !== null || child.signalCode !== null;
      const gone = isOver ? undefined : new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
      removeTempDir(folder);
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function isListening(port: number): Promise<boolean> {
  const { connect } = await import('node:net');
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
