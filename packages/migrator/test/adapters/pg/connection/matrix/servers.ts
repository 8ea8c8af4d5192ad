import { chmodSync, chownSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedServer, startEmbedded } from '../../../../../src/adapters/embedded/start-embedded.ts';
import { makeTempDir, removeTempDir } from '../../../../support/temp-dir.ts';
import { waitFor } from '../../../../support/wait-for.ts';
import { selfSigned } from '../../self-signed.ts';

/** Three servers and a home folder with services, passwords and certificates. */
export interface ConnectionLab {
  readonly home: string;
  /** A text of a case with the ports and folders of this lab. */
  fill(text: string): string;
  /** The opposite: what differs from lab to lab is named. */
  blank(text: string): string;
  close(): Promise<void>;
}

const SETUP = [
  'create role app login',
  "alter role app password 'secret'",
  "create role odd login password 'p@ss/w:rd#?'",
  "create role hash login password 'p#ss?w:rd'",
  'create database shop owner app',
  'create database app owner app',
  'create database hash owner hash',
];

export async function openConnectionLab(): Promise<ConnectionLab> {
  const root = makeTempDir('braid-test-connections-');
  const socket = join(root, 's');
  mkdirSync(socket);
  // The servers run as another user where the tests run as root.
  chmodSync(root, 0o755);
  chmodSync(socket, 0o777);
  const started: EmbeddedServer[] = [];
  const start = async (name: string) => {
    const settings = { cluster_name: name, unix_socket_directories: socket, autovacuum: 'off' };
    const server = await startEmbedded({ folder: join(root, name), profile: 'scratch', lingerSeconds: 0, settings });
    started.push(server);
    return server;
  };
  const [plain, tls, primary] = [await start('plain'), await start('tls'), await start('standby')];
  for (const server of started) await ask(server.url, SETUP);
  const { certificate, key } = selfSigned();
  await requireTls(tls.url, certificate, key);
  await primary.stop();
  give(join(primary.home, 'data', 'standby.signal'), '');
  started.pop();
  const standby = await start('standby');

  const home = join(root, 'home');
  const places = [
    ['{plain}', String(plain.port)],
    ['{tls}', String(tls.port)],
    ['{standby}', String(standby.port)],
    ['{home}', home],
    ['{socket%}', encodeURIComponent(socket)],
    ['{socket}', socket],
  ] as const;
  const fill = (text: string) => places.reduce((filled, [name, value]) => filled.replaceAll(name, value), text);
  const blank = (text: string) => places.reduce((left, [name, value]) => left.replaceAll(value, name), text);
  mkdirSync(home);
  for (const [name, text, mode] of homeFiles(certificate, key)) writeFileSync(join(home, name), fill(text), { mode });
  return {
    home,
    fill,
    blank,
    async close() {
      for (const server of started) await server.stop();
      removeTempDir(root);
    },
  };
}

function homeFiles(certificate: string, key: string): readonly (readonly [string, string, number])[] {
  const shop = '[shop]\nhost=127.0.0.1\nport={plain}\nuser=app\npassword=secret\ndbname=shop\n';
  return [
    ['.pg_service.conf', `# services\n${shop}\n[broken]\nhots=127.0.0.1\n`, 0o644],
    ['services.conf', shop.replace('[shop]', '[elsewhere]'), 0o644],
    [
      '.pgpass',
      '# passwords\n127.0.0.1:{plain}:other:app:wrong\n127.0.0.1:*:shop:app:secret\n{socket}:*:*:app:secret\n',
      0o600,
    ],
    ['open.pass', '*:*:*:*:secret\n', 0o644],
    ['server.crt', certificate, 0o644],
    ['other.crt', selfSigned().certificate, 0o644],
    ['open.key', key, 0o644],
  ];
}

async function requireTls(url: string, certificate: string, key: string): Promise<void> {
  const [row] = await ask(url, [
    "select current_setting('data_directory') as folder, current_setting('hba_file') as hba",
  ]);
  give(join(String(row?.folder), 'server.crt'), certificate);
  give(join(String(row?.folder), 'server.key'), key);
  const hba = String(row?.hba);
  const rules = readFileSync(hba, 'utf8');
  give(hba, rules.replaceAll(/^host\b/gm, 'hostssl'));
  await ask(url, ['alter system set ssl = on', 'select pg_reload_conf()']);
  // The server reads its configuration in its own time.
  await waitFor('TLS', () =>
    ask(`${url}?sslmode=no-verify`, ['select 1']).then(
      () => true,
      () => false,
    ),
  );
  await waitFor('no connections without', () =>
    ask(url, ['select 1']).then(
      () => false,
      () => true,
    ),
  );
}

/** Writes a file for the server: owned by whom its folder is owned by, readable by nobody else. */
function give(path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600 });
  const { uid, gid } = statSync(join(path, '..'));
  if (process.getuid?.() === 0) chownSync(path, uid, gid);
}

/** Each statement by itself, on one client; the rows of the last. */
async function ask(url: string, statements: readonly string[]): Promise<Record<string, unknown>[]> {
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
