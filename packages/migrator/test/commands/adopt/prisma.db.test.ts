import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { catalogOf, differences } from '../../support/catalog-of.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { longTest as test } from '../../support/sample.ts';
import { foreignProject } from './foreign-project.ts';

const INIT = `-- CreateEnum
CREATE TYPE "Role" AS ENUM ('ADMIN', 'USER');

-- CreateTable
CREATE TABLE "User" (
    "id" SERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "role" "Role" NOT NULL DEFAULT 'USER',

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
`;
const POSTS = `BEGIN;
-- CreateTable
CREATE TABLE "Post" (
    "id" SERIAL NOT NULL,
    "authorId" INTEGER NOT NULL,
    CONSTRAINT "Post_pkey" PRIMARY KEY ("id")
);
-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
COMMIT;
`;
const TITLE = 'ALTER TABLE "Post" ADD COLUMN "title" TEXT;\n';

const FILES = {
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  'prisma/migrations/20240101000000_init/migration.sql': INIT,
  'prisma/migrations/20240201000000_posts/migration.sql': POSTS,
  'prisma/migrations/20240301000000_title/migration.sql': TITLE,
  'prisma/migrations/20240301000000_title/down.sql': 'ALTER TABLE "Post" DROP COLUMN "title";\n',
};

const SCHEMA = `import { foreignKey, integer, pgEnum, pgTable, serial, text, uniqueIndex } from 'drizzle-orm/pg-core';
export const role = pgEnum('Role', ['ADMIN', 'USER']);
export const user = pgTable('User', { id: serial().primaryKey(), email: text().notNull(), role: role().notNull().default('USER') },
  (it) => [uniqueIndex('User_email_key').on(it.email)]);
export const post = pgTable('Post', { id: serial().primaryKey(), authorId: integer().notNull(), title: text() },
  (it) => [foreignKey({ name: 'Post_authorId_fkey', columns: [it.authorId], foreignColumns: [user.id] }).onDelete('restrict').onUpdate('cascade')]);
`;

/** As Prisma makes it. */
const LEDGER = `CREATE TABLE _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

function row(name: string, text: string, finished = 'now()'): string {
  const checksum = createHash('sha256').update(text).digest('hex');
  return `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
    VALUES (gen_random_uuid(), '${checksum}', ${finished}, '${name}', 1)`;
}

test('a database that Prisma built gets the record of what it has, and upgrades run only the rest', async () => {
  const project = await foreignProject(SCHEMA, FILES);
  const database = await freshDatabase();
  for (const sql of [INIT, POSTS, LEDGER, row('20240101000000_init', INIT), row('20240201000000_posts', POSTS)]) {
    await database.query(sql);
  }
  const cli = (...argv: readonly string[]) => project.cli(database.url, ...argv);
  // The database is behind: one revision for all is neither applied nor not.
  expect(await cli('adopt', 'prisma')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('adopted-partly'),
  });
  const adopted = await cli('adopt', 'prisma', '--keep-history', '--json');
  expect([adopted.exitCode, adopted.exitCode === 0 ? '' : adopted.stdout + adopted.stderr]).toEqual([0, '']);
  const { files, database: said } = JSON.parse(adopted.stdout);
  expect(files).toMatchObject({
    state: 'written',
    removed: [
      { file: 'prisma/migrations/20240201000000_posts/migration.sql', line: 1, text: 'BEGIN' },
      { file: 'prisma/migrations/20240201000000_posts/migration.sql', line: 10, text: 'COMMIT' },
    ],
    ...{ made: [], pending: [], undeclared: [], stubs: [] },
  });
  expect([said.state, said.stamped.length, said.pending.length, said.problems]).toEqual(['stamped', 2, 1, []]);

  const before = await catalogOf(await database.connect());
  expect((await cli('upgrade', 'heads')).stdout).toContain('Applied 1 revision');
  expect(await cli('check', '--db')).toMatchObject({ exitCode: 0 });
  expect((await cli('revision', '-m', 'nothing')).stdout).toContain('No changes');
  expect(await cli('downgrade', 'shop@-1', '--yes')).toMatchObject({ exitCode: 0 });
  expect(differences(before, await catalogOf(await database.connect()))).toBe('');
});

test('a database that Prisma left in the middle, or whose files were edited, is not adopted', async () => {
  const project = await foreignProject(SCHEMA, FILES);
  const database = await freshDatabase();
  const cli = (...argv: readonly string[]) => project.cli(database.url, 'adopt', 'prisma', '--keep-history', ...argv);
  for (const sql of [
    INIT,
    LEDGER,
    row('20240101000000_init', `${INIT}-- edited`),
    row('20240201000000_posts', POSTS, 'null'),
  ]) {
    await database.query(sql);
  }
  const refused = await cli();
  expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('ledger-mismatch')]);
  expect(refused.stderr).toContain('20240101000000_init/migration.sql was edited after it ran');
  expect(refused.stderr).toMatch(/20240201000000_posts it began at .* and never finished/);
  expect(await cli('--check')).toMatchObject({ exitCode: 3 });
  expect(await database.query("select to_regnamespace('braid')::text as braid")).toEqual([{ braid: null }]);
});
