import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { bigSlice } from '../generate/workspaces.mjs';
import { median } from '../measure.mjs';

const migrator = fileURLToPath(new URL('../../../packages/migrator', import.meta.url));
const bin = join(migrator, 'bin/migrate.cjs');

/**
 * What a developer waits for who changes branches, on the embedded server of a workspace whose database of the main branch has 40 MB; all in milliseconds, of whole commands. The server runs and waits for the
 * disk, as it does for a developer.
 *
 * @typedef {object} Switches
 * @property {number} bytes of the database that is cloned
 * @property {number} checkout `git checkout` of a branch that has a database, with the hook
 * @property {number} known `migrate db branch` there, as the hook runs it
 * @property {number} switched `migrate db switch`
 * @property {number} made `migrate db branch` of a new branch
 * @property {number} raw the statement alone that copies the database
 */

/**
 * @param {number} rounds
 * @returns {Promise<Switches>}
 */
export async function measureSwitches(rounds) {
  const { root } = bigSlice(20);
  const { NODE_EXTRA_CA_CERTS: _, DATABASE_URL: _url, ...inherited } = process.env;
  const env = { ...inherited, NO_COLOR: '1', BRAID_EMBEDDED: 'on' };
  const migrate = (/** @type {string[]} */ ...words) =>
    ended(spawnSync(process.execPath, [bin, ...words], { cwd: root, env, encoding: 'utf8' }));
  const git = (/** @type {string[]} */ ...words) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...words], {
      cwd: root,
      env,
      stdio: 'pipe',
    });
  // As npm installs it, for the hook.
  mkdirSync(join(root, 'node_modules/@braid'));
  mkdirSync(join(root, 'node_modules/.bin'));
  symlinkSync(migrator, join(root, 'node_modules/@braid/migrator'));
  symlinkSync('../@braid/migrator/bin/migrate.cjs', join(root, 'node_modules/.bin/braid'));
  writeFileSync(join(root, '.gitignore'), 'node_modules\n.braid\n');
  try {
    migrate('revision', '-m', 'all tables');
    git('init', '--quiet', '-b', 'main');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'all tables');
    migrate('db', 'start');
    migrate('upgrade');
    const base = migrate('db', 'url').trim();
    await ask(base, "create table filled as select n, repeat('x', 1000) as text from generate_series(1, 26000) n");
    const bytes = Number(await ask(base, 'select pg_database_size(current_database())'));
    git('checkout', '--quiet', '-b', 'feature/known');
    migrate('db', 'branch', '--hook');

    /** @type {Record<'checkout' | 'known' | 'switched' | 'made' | 'raw', number[]>} */
    const taken = { checkout: [], known: [], switched: [], made: [], raw: [] };
    // The first round warms up.
    for (let round = 0; round <= rounds; round += 1) {
      const last = `new/${round}`;
      const once = {
        checkout: timed(() => git('checkout', '--quiet', round % 2 === 0 ? 'main' : 'feature/known')),
        known: timed(() => migrate('db', 'branch', 'feature/known', '--quiet')),
        switched: timed(() => migrate('db', 'switch', 'feature/known')),
        made: timed(() => migrate('db', 'branch', last, '--from', 'main')),
        raw: await copied(base),
      };
      migrate('db', 'switch');
      // Git has no branch of this name.
      migrate('db', 'prune', '--yes');
      if (round === 0) continue;
      taken.checkout.push(once.checkout);
      taken.known.push(once.known);
      taken.switched.push(once.switched);
      taken.made.push(once.made);
      taken.raw.push(once.raw);
    }
    const { checkout, known, switched, made, raw } = taken;
    return {
      ...{ bytes, checkout: median(checkout), known: median(known), switched: median(switched) },
      ...{ made: median(made), raw: median(raw) },
    };
  } finally {
    migrate('db', 'reset', '--yes');
    rmSync(root, { recursive: true, force: true });
  }
}

/** @param {() => unknown} work */
function timed(work) {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** How long the server alone takes for a copy. @param {string} base */
async function copied(base) {
  const admin = new pg.Client(Object.assign(new URL(base), { pathname: '/postgres' }).href);
  await admin.connect();
  try {
    const source = pg.escapeIdentifier(new URL(base).pathname.slice(1));
    const began = performance.now();
    await admin.query(`create database bench_copy template ${source} strategy file_copy`);
    const copy = performance.now() - began;
    await admin.query('drop database bench_copy');
    return copy;
  } finally {
    await admin.end();
  }
}

/** @param {string} url @param {string} sql */
async function ask(url, sql) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows[0]?.[0];
  } finally {
    await client.end();
  }
}

/** @param {import('node:child_process').SpawnSyncReturns<string>} run */
function ended({ status, stdout, stderr }) {
  if (status !== 0) throw new Error(`It ended with ${status}\n${stdout}${stderr}`);
  return stdout;
}
