import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** The first slices are what the others reference, one each. */
const CORE = 10;
/** A revision in ten makes a table, the others add a column to the newest. */
const COLUMNS = 9;

/** @param {number} slice */
export const label = (slice) => `s${String(slice).padStart(3, '0')}`;

/**
 * Writes an Nx workspace in which `slices` teams have written `revisions` revisions each: a line a slice, tables and columns in turn, a schema that
 * fits them, and a foreign key into one of the first slices, with its depends-on.
 *
 * @param {string} root an empty folder
 * @param {number} slices
 * @param {number} revisions
 */
export function writeWorkspace(root, slices, revisions) {
  const write = (/** @type {string} */ file, /** @type {string} */ text) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  write(
    'package.json',
    '{ "name": "@acme/source", "private": true, "type": "module", "workspaces": ["features/*"] }\n',
  );
  write('nx.json', '{ "plugins": ["@braid/migrator/nx"], "analytics": false }\n');
  write('migrate.config.json', '{ "slices": ["features/*"] }\n');
  write('.env', 'NX_ISOLATE_PLUGINS=false\n');
  write('.gitignore', 'node_modules/\n.nx/\n.braid/\ndrizzle/\n');
  for (let slice = 0; slice < slices; slice += 1) {
    const folder = `features/${label(slice)}`;
    const needs = slice < CORE ? undefined : slice % CORE;
    write(`${folder}/slice.json`, `{ "label": "${label(slice)}" }\n`);
    write(`${folder}/package.json`, packageText(slice, needs));
    write(`${folder}/src/schema.ts`, schemaText(slice, revisions, needs));
    for (let at = 0; at < revisions; at += 1) {
      const { name, text } = revisionText(slice, at, needs);
      write(`${folder}/migrations/${name}`, text);
    }
  }
  linkModules(root, slices);
  const run = (/** @type {string} */ command, /** @type {string[]} */ ...args) =>
    execFileSync(command, args, { cwd: root });
  run(process.execPath, join(repository, 'packages/migrator/bin/migrate.cjs'), 'snapshot');
  run('git', 'init', '--quiet');
  run('git', 'config', 'user.name', 'Ada');
  run('git', 'config', 'user.email', 'ada@example.org');
  run('git', 'add', '.');
  run('git', 'commit', '--quiet', '-m', 'everything');
}

/**
 * @param {number} slice
 * @param {number | undefined} needs
 */
function packageText(slice, needs) {
  const manifest = {
    name: `@acme/${label(slice)}`,
    version: '0.0.0',
    private: true,
    type: 'module',
    exports: { './schema': './src/schema.ts' },
    dependencies: { ...(needs === undefined ? {} : { [`@acme/${label(needs)}`]: '*' }), 'drizzle-orm': '1.0.0-rc.5' },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** @param {number} slice @param {number} at */
const id = (slice, at) => createHash('sha256').update(`${slice}/${at}`).digest('hex').slice(0, 12);
/** @param {number} slice @param {number} table */
const tableName = (slice, table) => `${label(slice)}_t${table}`;

/**
 * @param {number} slice
 * @param {number} revisions
 * @param {number | undefined} needs
 */
function schemaText(slice, revisions, needs) {
  const tables = Array.from({ length: Math.ceil(revisions / (COLUMNS + 1)) }, (_, table) => {
    const columns = Math.min(COLUMNS, revisions - table * (COLUMNS + 1) - 1);
    const link = needs === undefined || table > 0 ? [] : ['  needed: integer().references(() => t0.id),'];
    const more = Array.from({ length: columns }, (_, column) => `  c${column}: text(),`);
    return [
      `export const own${table} = pgTable('${tableName(slice, table)}', {`,
      '  id: integer().primaryKey(),',
      ...link,
      ...more,
      '});',
    ].join('\n');
  });
  const imports = needs === undefined ? '' : `import { own0 as t0 } from '@acme/${label(needs)}/schema';\n`;
  return `${imports}import { integer, pgTable, text } from 'drizzle-orm/pg-core';\n\n${tables.join('\n\n')}\n`;
}

/**
 * @param {number} slice
 * @param {number} at
 * @param {number | undefined} needs
 */
function revisionText(slice, at, needs) {
  const table = Math.floor(at / (COLUMNS + 1));
  const column = (at % (COLUMNS + 1)) - 1;
  const name = tableName(slice, table);
  const link = needs !== undefined && at === 0 ? `, needed integer references ${tableName(needs, 0)} (id)` : '';
  const [up, down, what] =
    column < 0
      ? [`create table ${name} (id integer primary key${link});`, `drop table ${name};`, `create ${name}`]
      : [
          `alter table ${name} add column c${column} text;`,
          `alter table ${name} drop column c${column};`,
          `add c${column}`,
        ];
  const time = new Date(Date.UTC(2026, 0, 1) + (at * 100 + slice) * 60_000).toISOString().slice(0, 19);
  const text = [
    `-- revision: ${id(slice, at)}`,
    `-- revises: ${at === 0 ? 'base' : id(slice, at - 1)}`,
    ...(at === 0 ? [`-- branch-label: ${label(slice)}`] : []),
    ...(at === 0 && needs !== undefined ? [`-- depends-on: ${id(needs, 0)}`] : []),
    `-- message: ${what}`,
    `-- created: ${time}Z`,
    '',
    '-- migrate:upgrade',
    up,
    '',
    '-- migrate:downgrade lossy="what is in it"',
    down,
    '',
  ].join('\n');
  return { name: `${time.replaceAll(/[-:]/g, '')}_${id(slice, at)}_${what.replace(' ', '_')}.sql`, text };
}

/** @param {string} root @param {number} slices */
function linkModules(root, slices) {
  const from = join(repository, 'node_modules');
  const to = join(root, 'node_modules');
  mkdirSync(join(to, '.bin'), { recursive: true });
  mkdirSync(join(to, '@braid'));
  mkdirSync(join(to, '@acme'));
  for (const name of readdirSync(from)) {
    if (!['@braid', '.bin', '.cache'].includes(name)) symlinkSync(join(from, name), join(to, name));
  }
  for (const name of ['nx', 'drizzle-kit']) {
    symlinkSync(resolve(join(from, '.bin'), readlinkSync(join(from, '.bin', name))), join(to, '.bin', name));
  }
  symlinkSync(join(repository, 'packages/migrator/bin/migrate.cjs'), join(to, '.bin/migrate'));
  symlinkSync(join(repository, 'packages/migrator'), join(to, '@braid/migrator'));
  for (let slice = 0; slice < slices; slice += 1) {
    symlinkSync(join(root, 'features', label(slice)), join(to, '@acme', label(slice)));
  }
}
