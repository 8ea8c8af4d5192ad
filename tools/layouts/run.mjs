// `npm run test:layouts`: the packed migrator in a project that another package manager lays out: pnpm, with and without hoisting, Yarn 4 with Plug'n'Play, bun.
// All are npm packages. npx makes a workspace with nothing but the package; each other one installs, writes a revision, applies it and compares the database; exits with 1 when one fails. `npm run build` first.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = fileURLToPath(new URL('../../packages/migrator', import.meta.url));
const MANAGERS = ['pnpm@10.33.0', '@yarnpkg/cli-dist@4', 'bun@1'];
const COMMANDS = ['revision -m users', 'upgrade heads', 'check --db', 'downgrade base --yes', 'db stop'];

/** @type {readonly { name: string, files: Readonly<Record<string, string>>, install: string, braid: string }[]} */
const LAYOUTS = [
  { name: 'pnpm', files: {}, install: 'pnpm install --ignore-scripts', braid: 'pnpm exec braid' },
  {
    name: 'pnpm without hoisting',
    files: { 'pnpm-workspace.yaml': 'hoist: false\nnodeLinker: isolated\n' },
    install: 'pnpm install --ignore-scripts',
    braid: 'pnpm exec braid',
  },
  {
    name: "Yarn 4, Plug'n'Play",
    files: {
      '.yarnrc.yml': 'nodeLinker: pnp\nenableScripts: false\nenableTelemetry: false\nenableGlobalCache: false\n',
      'yarn.lock': '',
    },
    install: 'yarn install',
    braid: 'yarn run braid',
  },
  { name: 'bun', files: {}, install: 'bun install --ignore-scripts', braid: 'bunx --no-install braid' },
];

const root = mkdtempSync(join(tmpdir(), 'braid-layouts-'));

/** @param {string} command @param {string} cwd */
function run(command, cwd) {
  const { DATABASE_URL: _, ...env } = process.env;
  const PATH = `${join(root, 'node_modules/.bin')}:${process.env.PATH ?? ''}`;
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(command, {
    ...{ cwd, shell: true, encoding: 'utf8', timeout: 300_000 },
    env: { ...env, PATH, NO_COLOR: '1', COREPACK_ENABLE_STRICT: '0' },
  });
  if (status !== 0) throw new Error(`${command} ended with ${status}\n${stdout}${stderr}`);
  return (performance.now() - began) / 1000;
}

function tarball() {
  return join(root, readdirSync(root).find((name) => name.endsWith('.tgz')) ?? '');
}

/** @param {string} name @param {() => readonly number[]} work */
function attempt(name, work) {
  try {
    console.log(
      `ok      ${name}: ${work()
        .map((seconds) => seconds.toFixed(1))
        .join(' + ')} s`,
    );
  } catch (error) {
    process.exitCode = 1;
    console.log(`FAILED  ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** @param {string} folder @param {Readonly<Record<string, string>>} files */
function writeProject(folder, files) {
  mkdirSync(join(folder, 'db'), { recursive: true });
  const dependencies = { '@braid/migrator': `file:${tarball()}`, 'drizzle-orm': '0.45.4' };
  const all = {
    'package.json': JSON.stringify({ name: 'shop', private: true, dependencies }),
    'migrate.config.json': '{ "slices": ["db"] }',
    'db/slice.json': '{ "label": "app", "schema": "./schema.ts" }',
    'db/schema.ts': `import { integer, pgTable, text } from 'drizzle-orm/pg-core';
export const users = pgTable('users', { id: integer('id').primaryKey(), email: text('email').unique() });
`,
    ...files,
  };
  for (const [file, text] of Object.entries(all)) writeFileSync(join(folder, file), text);
}

try {
  writeFileSync(join(root, 'package.json'), '{ "private": true }');
  run(`npm install --no-audit --no-fund --prefer-offline ${MANAGERS.join(' ')}`, root);
  run(`npm pack --silent --ignore-scripts --pack-destination ${root}`, PACKAGE);
  const once = join(root, 'once');
  mkdirSync(once);
  // What is run once does not need a server of 60 MB.
  attempt('npx', () => [run(`npm_config_omit=optional npx --yes --prefer-offline file:${tarball()} init`, once)]);
  for (const [index, { name, files, install, braid }] of LAYOUTS.entries()) {
    const folder = join(root, `layout-${index}`);
    writeProject(folder, files);
    const commands = [install, ...COMMANDS.map((command) => `${braid} ${command}`)];
    attempt(name, () => commands.map((command) => run(command, folder)));
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
