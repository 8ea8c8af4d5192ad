import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { catalogOf, differences } from '../../support/catalog-of.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { foreignProject } from './foreign-project.ts';

const USERS =
  'create table users (\n  id bigint generated always as identity primary key,\n  email text not null\n);\n';
const INDEX = 'create index concurrently users_email on users (email);\n';
const NAME = 'alter table users add column name text;\n';
const VIEW = 'create or replace view names as select id, name from users;\n';

const FILES = {
  'flyway.toml': '[flyway]\nlocations = ["filesystem:sql"]\ndefaultSchema = "app"\ntable = "history"\n',
  'sql/V1__users.sql': USERS,
  'sql/U1__users.sql': 'drop table users;\n',
  'sql/V1.10__name.sql': NAME,
  'sql/U1.10__name.sql': 'alter table users drop column name;\n',
  'sql/V1.9__index.sql': INDEX,
  'sql/R__names.sql': VIEW,
  'sql/afterMigrate.sql': 'select 1;\n',
};

const SCHEMA = `import { sql } from 'drizzle-orm';
import { bigint, index, pgSchema, text } from 'drizzle-orm/pg-core';
export const app = pgSchema('app');
export const users = app.table('users', { id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(), email: text().notNull(), name: text() },
  (it) => [index('users_email').on(it.email).concurrently()]);
export const names = app.view('names', { id: bigint({ mode: 'number' }), name: text() }).as(sql\`select id, name from app.users\`);
`;

/** As Flyway makes it. */
const LEDGER = `CREATE TABLE app.history (
    "installed_rank" INT NOT NULL CONSTRAINT "history_pk" PRIMARY KEY, "version" VARCHAR(50), "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL, "script" VARCHAR(1000) NOT NULL, "checksum" INTEGER, "installed_by" VARCHAR(100) NOT NULL,
    "installed_on" TIMESTAMP NOT NULL DEFAULT now(), "execution_time" INTEGER NOT NULL, "success" BOOLEAN NOT NULL)`;

let rank = 0;
function row(
  version: string | null,
  description: string,
  script: string,
  text: string | undefined,
  type = 'SQL',
): string {
  const sum = text === undefined ? 'null' : crc32(text.replaceAll('\n', '')) | 0;
  const shown = version === null ? 'null' : `'${version}'`;
  return `INSERT INTO app.history VALUES (${rank++}, ${shown}, '${description}', '${type}', '${script}', ${sum}, 'me', now(), 1, true)`;
}

test('a database that Flyway built gets the record of what it has, and upgrades run only the rest', async () => {
  const project = await foreignProject(SCHEMA, FILES);
  const database = await freshDatabase();
  await database.query('create schema app');
  for (const sql of [USERS.replace('users', 'app.users'), INDEX.replace('on users', 'on app.users'), LEDGER]) {
    await database.query(sql);
  }
  await database.query(row(null, '<< Flyway Schema Creation >>', '"app"', undefined, 'SCHEMA'));
  await database.query(row('1', 'users', 'V1__users.sql', USERS));
  await database.query(row('1.9', 'index', 'V1.9__index.sql', INDEX));
  const cli = (...argv: readonly string[]) => project.cli(database.url, ...argv);

  const adopted = await cli('adopt', 'flyway', '--keep-history', '--json');
  expect([adopted.exitCode, adopted.exitCode === 0 ? '' : adopted.stdout + adopted.stderr]).toEqual([0, '']);
  const { files, database: said } = JSON.parse(adopted.stdout);
  expect(files).toMatchObject({ pending: [], stubs: [], removed: [] });
  expect(files.notes).toEqual(
    ['search path', 'sql/R__names.sql is repeatable', 'sql/afterMigrate.sql is a callback'].map((note) =>
      expect.stringContaining(note),
    ),
  );
  expect([said.ledger, said.state, said.stamped.length, said.pending.length]).toEqual(['app.history', 'stamped', 2, 2]);

  const before = await catalogOf(await database.connect());
  expect((await cli('upgrade', 'heads')).stdout).toContain('Applied 2 revisions');
  expect(await cli('check', '--db')).toMatchObject({ exitCode: 0 });
  expect((await cli('revision', '-m', 'nothing')).stdout).toContain('No changes');
  // What Flyway has no undo file for, has no way back here either.
  expect(await cli('downgrade', 'shop@-1')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('revision-irreversible'),
  });
  expect(differences(before, await catalogOf(await database.connect()))).not.toBe('');
});
