/**
 * Backups by pgBackRest itself: a cluster of Debian's PostgreSQL, a backup before a lossy upgrade, the cluster restored,
 * and all rows compared. Where it is root on Debian it installs pgBackRest; else it says what is missing.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROUNDS = Number(process.env.BRAID_BACKUPS ?? 10);
const migrate = fileURLToPath(new URL('../../packages/migrator/bin/migrate.cjs', import.meta.url));
const bin = newest('/usr/lib/postgresql');
const user = { uid: id('-u'), gid: id('-g') };
if (process.getuid?.() !== 0 || bin === undefined || user.uid === undefined) {
  fail('This needs root on Debian with a PostgreSQL server and its user: apt-get install postgresql');
}
if (!has('pgbackrest')) {
  const installed = spawnSync('apt-get', ['install', '-y', '-q', 'pgbackrest'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (installed.status !== 0) fail('pgBackRest is not installed: apt-get install pgbackrest');
}

const root = mkdtempSync(join(tmpdir(), 'braid-pgbackrest-'));
chmodSync(root, 0o755);
const data = folder('data');
const repository = folder('repository');
const spool = folder('spool');
const port = 20_000 + (process.pid % 20_000);
const config = join(root, 'pgbackrest.conf');
writeFileSync(
  config,
  `[global]\nrepo1-path=${repository}\nlog-path=${spool}\nlock-path=${spool}\nspool-path=${spool}\nstart-fast=y\n\n[main]\npg1-path=${data}\npg1-port=${port}\npg1-socket-path=${root}\n`,
);
chownSync(root, user.uid ?? 0, user.gid ?? 0);
const backrest = ['pgbackrest', `--config=${config}`, '--stanza=main'];
const url = `postgres://postgres@localhost:${port}/postgres`;

try {
  run([`${bin}/initdb`, '-D', data, '-U', 'postgres', '-A', 'trust']);
  writeFileSync(
    join(data, 'postgresql.auto.conf'),
    `port = ${port}\nunix_socket_directories = '${root}'\narchive_mode = on\narchive_command = '${backrest.join(' ')} archive-push %p'\n`,
  );
  server('start');
  run([...backrest, 'stanza-create']);
  let equal = 0;
  for (let round = 1; round <= ROUNDS; round += 1) if (oneRound(round)) equal += 1;
  console.log(`rows equal in ${equal} of ${ROUNDS}`);
  process.exitCode = equal === ROUNDS ? 0 : 1;
} finally {
  server('stop', false);
  rmSync(root, { recursive: true, force: true });
}

/** @param {number} round */
function oneRound(round) {
  const workspace = folder(`workspace${round}`);
  writeFileSync(join(workspace, 'nx.json'), '{}');
  writeFileSync(join(workspace, 'package.json'), '{ "type": "module" }');
  mkdirSync(join(workspace, 'features/shop/migrations'), { recursive: true });
  writeFileSync(join(workspace, 'features/shop/slice.json'), '{ "label": "shop" }');
  const backup = { before: 'lossy', command: backrest };
  writeFileSync(join(workspace, 'migrate.config.json'), JSON.stringify({ backup, stateSchema: `braid${round}` }));
  const table = `t${round}`;
  revision(
    workspace,
    'aaaaaaaaaaaa',
    '',
    `create table ${table} (id int primary key, a text, b numeric, c timestamptz);
insert into ${table} select g, md5(random()::text), random() * 1e12, now() - random() * interval '9 years' from generate_series(1, ${1000 * round}) g;`,
  );
  revision(
    workspace,
    'bbbbbbbbbbbb',
    'aaaaaaaaaaaa',
    `alter table ${table} drop column a; delete from ${table} where id % 2 = 0;`,
  );
  // The first revision is backed up, too: what it inserts comes from a function.
  apply(workspace, 'shop@+1');
  const before = rows(table);
  const said = apply(workspace, 'heads');
  const after = rows(table);
  const [, label] = /✓ backup (\S+)/.exec(said) ?? [];
  if (label === undefined || after === before) return tell(round, label, false);
  server('stop');
  run([...backrest, `--set=${label}`, '--delta', '--type=immediate', '--target-action=promote', 'restore']);
  server('start');
  waitUntilWritable();
  return tell(round, label, rows(table) === before);
}

/** @param {number} round @param {string | undefined} label @param {boolean} equal */
function tell(round, label, equal) {
  console.log(`${equal ? 'equal' : 'DIFFERENT'}: round ${round}, ${label ?? 'no backup'}`);
  return equal;
}

/** @param {string} workspace @param {string} target */
function apply(workspace, target) {
  // As the server's user, whose files pgBackRest reads.
  const { status, stderr } = spawnSync(process.execPath, [migrate, 'upgrade', target, '--url', url], {
    cwd: workspace,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', HOME: root },
    ...user,
  });
  if (status !== 0) throw new Error(`upgrade ${target} ended with ${status}:\n${stderr}`);
  return stderr;
}

/** @param {string} workspace @param {string} id @param {string} revises @param {string} sql */
function revision(workspace, id, revises, sql) {
  const label = revises === '' ? '-- branch-label: shop\n' : '';
  const head = `-- revision: ${id}\n-- revises: ${revises}\n${label}-- message: ${id}\n-- created: 2026-11-21T00:33:07Z\n`;
  const file = join(workspace, `features/shop/migrations/${id}_x.sql`);
  writeFileSync(file, `${head}\n-- migrate:upgrade\n${sql}\n\n-- migrate:downgrade\n`);
  run(['chown', '-R', 'postgres:', workspace], {});
}

/** @param {string} table */
function rows(table) {
  return run([
    'psql',
    '-XAt',
    '-h',
    root,
    '-p',
    String(port),
    '-U',
    'postgres',
    '-c',
    `select t::text from ${table} t order by id`,
  ]);
}

function waitUntilWritable() {
  for (let tries = 0; tries < 600; tries += 1) {
    const psql = ['psql', '-XAt', '-h', root, '-p', String(port), '-U', 'postgres'];
    if (run([...psql, '-c', 'select pg_is_in_recovery()']).trim() === 'f') return;
    spawnSync('sleep', ['0.1']);
  }
  throw new Error('the restored server is still recovering');
}

/** @param {'start' | 'stop'} action @param {boolean} must */
function server(action, must = true) {
  const words = [
    `${bin}/pg_ctl`,
    '-D',
    data,
    '-w',
    '-l',
    join(root, 'server.log'),
    ...(action === 'stop' ? ['-m', 'fast'] : []),
    action,
  ];
  const { status } = spawnSync(words[0] ?? '', words.slice(1), { ...user, cwd: root, stdio: 'ignore' });
  if (status !== 0 && must)
    throw new Error(`pg_ctl ${action} failed:\n${readFileSync(join(root, 'server.log'), 'utf8').slice(-2000)}`);
}

/** @param {readonly string[]} words @param {object} as */
function run(words, as = user) {
  const { status, stdout, stderr } = spawnSync(words[0] ?? '', words.slice(1), {
    ...as,
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/** @param {string} name */
function folder(name) {
  const path = join(root, name);
  mkdirSync(path, { mode: 0o700 });
  chownSync(path, user.uid ?? 0, user.gid ?? 0);
  return path;
}

/** @param {string} place */
function newest(place) {
  try {
    const majors = readdirSync(place).filter((name) => /^\d+$/.test(name));
    return majors.length === 0 ? undefined : join(place, String(Math.max(...majors.map(Number))), 'bin');
  } catch {
    return undefined;
  }
}

/** @param {'-u' | '-g'} which */
function id(which) {
  try {
    return Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
  } catch {
    return undefined;
  }
}

/** @param {string} program */
function has(program) {
  return spawnSync(program, ['version'], { stdio: 'ignore' }).status === 0;
}

/** @param {string} why @returns {never} */
function fail(why) {
  console.error(why);
  process.exit(1);
}
