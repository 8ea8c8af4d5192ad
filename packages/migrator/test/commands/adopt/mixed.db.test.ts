import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { ORMS } from '../../adapters/drizzle-0.45/stable-workspace.ts';
import { runCli } from '../../cli/run-cli.ts';
import { catalogOf, differences } from '../../support/catalog-of.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { longTest as test } from '../../support/sample.ts';
import { makeTempDir, removeTempDir } from '../../support/temp-dir.ts';
import { drizzleProject, SHOP } from './drizzle-project.ts';

const accounts = (more: string): string => `import * as p from 'drizzle-orm/pg-core';
export const accounts = p.pgTable('accounts', { id: p.integer().primaryKey(), userName: p.text().notNull().unique(), ${more} });
`;
const posts = (more: string): string => `import * as p from 'drizzle-orm/pg-core';
import { accounts } from '../../old/src/schema.ts';
export const posts = p.pgTable('posts', {
  id: p.integer().primaryKey(),
  authorName: p.text().references(() => accounts.userName${more}),
});
`;
const DATA = `import { eq } from 'drizzle-orm';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';

const accounts = pgTable('accounts', { id: integer().primaryKey(), userName: text('user_name').notNull() });

export async function upgrade(op) {
  await op.db.insert(accounts).values({ id: 7, userName: 'ada' });
  const [row] = await op.db.select().from(accounts).where(eq(accounts.userName, 'ada'));
  await op.db.update(accounts).set({ userName: row.userName + row.id }).where(eq(accounts.id, 7));
}

export async function downgrade(op) {
  await op.db.delete(accounts).where(eq(accounts.id, 7));
}
`;

/** A slice on drizzle-orm 0.45 with a casing, and one on 1.0; neither is at the root. */
function mixedWorkspace() {
  const root = makeTempDir('braid-mixed-');
  onTestFinished(() => removeTempDir(root));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  write('package.json', '{ "private": true, "type": "module" }');
  write('migrate.config.json', '{ "slices": ["features/*"] }');
  for (const [label, orm] of [
    ['old', ORMS.stable],
    ['next', ORMS.next],
  ] as const) {
    const casing = label === 'old' ? { casing: 'snake_case' } : {};
    const manifest = { label, schema: './src/schema.ts', migrations: './migrations', ...casing };
    write(`features/${label}/slice.json`, JSON.stringify(manifest));
    const dependencies = label === 'old' ? {} : { '@acme/old': '*' };
    write(`features/${label}/package.json`, JSON.stringify({ name: `@acme/${label}`, type: 'module', dependencies }));
    mkdirSync(join(root, `features/${label}/node_modules`));
    symlinkSync(orm, join(root, `features/${label}/node_modules/drizzle-orm`));
  }
  write('features/old/src/schema.ts', accounts(''));
  write('features/next/src/schema.ts', posts(''));
  return { root, write };
}

test('a slice on 0.45 and one on 1.0 that refers to it, on one database: up, changes, rows, down', async () => {
  const { root, write } = mixedWorkspace();
  const { url, query, connect } = await freshDatabase();
  const done = async (...argv: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await runCli(argv, { cwd: root, env: { DATABASE_URL: url } });
    expect([argv.join(' '), exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([argv.join(' '), 0, '']);
    return stdout;
  };
  await done('revision', '-m', 'first');
  await done('upgrade', 'heads');
  await done('check', '--db');
  write('features/old/src/schema.ts', accounts("fullName: p.text().notNull().default('none'),"));
  write('features/next/src/schema.ts', posts(", { onDelete: 'cascade' }"));
  const written = await done('revision', '-m', 'changes');
  expect(written).toContain('ADD COLUMN "full_name"');
  expect(written).toContain('ON DELETE CASCADE');
  await done('upgrade', 'heads');
  await done('check', '--db');
  const before = await catalogOf(await connect());

  await done('revision', '-m', 'fill', '--data', '--slice', 'old');
  const folder = 'features/old/migrations';
  const file = `${folder}/${readdirSync(join(root, folder)).find((name) => name.endsWith('_fill.ts'))}`;
  const [header] = readFileSync(join(root, file), 'utf8').split('\n\n');
  write(file, `${header}\n\n${DATA}`);
  await done('upgrade', 'heads');
  expect(await query('select id, user_name, full_name from accounts')).toEqual([
    { id: 7, user_name: 'ada7', full_name: 'none' },
  ]);
  await done('check', '--db');
  await done('downgrade', 'base', '--yes');
  expect(await query("select to_regclass('accounts') as accounts, to_regclass('posts') as posts")).toEqual([
    { accounts: null, posts: null },
  ]);
  await done('upgrade', 'heads');
  expect(differences(before, await catalogOf(await connect()))).toBe('');
});

test('a state that was made before it said where records are from gets the column when the first one does', async () => {
  const { url, query } = await freshDatabase();
  const project = await drizzleProject(SHOP);
  await project.migrate(url);
  expect(await project.cli(url, 'adopt', 'drizzle')).toMatchObject({ exitCode: 0 });
  await query('delete from braid.applied');
  await query('alter table braid.applied drop column origin');
  expect(await project.cli(url, 'status')).toMatchObject({ exitCode: 0 });
  const again = await project.cli(url, 'adopt', 'drizzle', '--database-only', '--json');
  expect(JSON.parse(again.stdout).database.state).toBe('stamped');
  expect(await query('select origin from braid.applied')).toEqual([{ origin: 'drizzle drizzle.__drizzle_migrations' }]);
  expect(await project.cli(url, 'check', '--db')).toMatchObject({ exitCode: 0 });
});
