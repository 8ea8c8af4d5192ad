import { expect, test } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { foreignProject } from './foreign-project.ts';

function version(id: string, down: string, more = '', upgrade = 'pass'): string {
  return `"""${id} of the shop

Create Date: 2024-03-01 10:00:00
"""
from alembic import op

revision = "${id}"
down_revision = ${down}
${more}

def upgrade() -> None:
    ${upgrade}


def downgrade() -> None:
    pass
`;
}

/** As Alembic prints them: each step, its statements, and its own record. */
const UPGRADE = `BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> a1

CREATE TABLE users (
    id SERIAL NOT NULL, 
    email VARCHAR(80) NOT NULL, 
    PRIMARY KEY (id)
);

INSERT INTO alembic_version (version_num) VALUES ('a1') RETURNING alembic_version.version_num;

-- Running upgrade  -> b1

CREATE TABLE bills (
    id SERIAL NOT NULL, 
    user_id INTEGER, 
    PRIMARY KEY (id), 
    FOREIGN KEY(user_id) REFERENCES users (id)
);

INSERT INTO alembic_version (version_num) VALUES ('b1') RETURNING alembic_version.version_num;

-- Running upgrade a2, b1 -> m1

DELETE FROM alembic_version WHERE alembic_version.version_num = 'a2';

UPDATE alembic_version SET version_num='m1' WHERE alembic_version.version_num = 'b1';

-- Running upgrade m1 -> a3

COMMIT;

CREATE INDEX CONCURRENTLY users_email ON users (email);

BEGIN;

UPDATE alembic_version SET version_num='a3' WHERE alembic_version.version_num = 'm1';

COMMIT;
`;

const DOWNGRADE = `BEGIN;

-- Running downgrade a3 -> m1

DROP INDEX users_email;

UPDATE alembic_version SET version_num='m1' WHERE alembic_version.version_num = 'a3';

-- Running downgrade m1 -> a2, b1

UPDATE alembic_version SET version_num='b1' WHERE alembic_version.version_num = 'm1';

-- Running downgrade a2 -> a1

UPDATE alembic_version SET version_num='a1' WHERE alembic_version.version_num = 'a2';

-- Running downgrade b1 -> 

DROP TABLE bills;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'b1';

-- Running downgrade a1 -> 

DROP TABLE users;

DROP TABLE alembic_version;

COMMIT;
`;

const FILES = {
  'alembic.ini':
    '[alembic]\nscript_location = %(here)s/migrations\nsqlalchemy.url = driver://user:pass@localhost/dbname\n',
  'migrations/versions/a1_users.py': version('a1', 'None', "branch_labels = ('users',)"),
  'migrations/versions/b1_billing.py': version('b1', 'None', "branch_labels = ('billing',)\ndepends_on = 'users'"),
  'migrations/versions/a2_data.py': version(
    'a2',
    '"a1"',
    '',
    'op.get_bind().execute("update users set email = lower(email)")',
  ),
  'migrations/versions/m1_merge.py': version('m1', '("a2", "b1")'),
  'migrations/versions/a3_index.py': version('a3', '"m1"'),
  'printed/upgrade.sql': UPGRADE,
  'printed/downgrade.sql': DOWNGRADE,
};

const SCHEMA = `import { index, integer, pgTable, serial, varchar } from 'drizzle-orm/pg-core';
export const users = pgTable('users', { id: serial().primaryKey(), email: varchar({ length: 80 }).notNull() }, (it) => [index('users_email').on(it.email).concurrently()]);
export const bills = pgTable('bills', { id: serial().primaryKey(), userId: integer('user_id').references(() => users.id) });
`;

test('a database that Alembic built gets the record of what it has; a stub keeps, and runs nowhere else', async () => {
  const project = await foreignProject(SCHEMA, FILES);
  const database = await freshDatabase();
  await database.query(UPGRADE.slice(0, UPGRADE.indexOf('-- Running upgrade a2, b1')).concat('COMMIT;'));
  await database.query("update alembic_version set version_num = 'a2' where version_num = 'a1'");
  const cli = (...argv: readonly string[]) => project.cli(database.url, ...argv);

  expect(await cli('adopt', 'alembic', '--keep-history')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('alembic upgrade base:a1 --sql'),
  });
  const adopted = await cli('adopt', 'alembic', '--keep-history', '--sql-dir', 'printed', '--json');
  expect([adopted.exitCode, adopted.exitCode === 0 ? '' : adopted.stdout + adopted.stderr]).toEqual([0, '']);
  const { files, database: said } = JSON.parse(adopted.stdout);
  expect(files.revisions.map(({ revision }: { revision: string }) => revision).toSorted()).toEqual([
    'a1',
    'a2',
    'a3',
    'b1',
    'm1',
  ]);
  expect(files).toMatchObject({
    stubs: ['a2: upgrade() calls get_bind() in migrations/versions/a2_data.py:12'],
    ...{ made: [], pending: [], undeclared: [], removed: [] },
  });
  expect([said.stamped.toSorted(), said.pending.toSorted()]).toEqual([
    ['a1', 'a2', 'b1'],
    ['a3', 'm1'],
  ]);
  const merge = project.read(`db/migrations/20240301T100000_m1_m1_of_the_shop.sql`);
  expect(merge).toContain('-- revises: a2, b1\n');
  expect(project.read('db/migrations/20240301T100000_b1_b1_of_the_shop.sql')).toMatch(
    /branch-label: billing\n-- depends-on: a1\n/,
  );

  expect((await cli('upgrade', 'heads')).stdout).toContain('Applied 2 revisions');
  const open = await cli('check', '--db', '--json');
  expect(open.exitCode).toBe(3);
  expect(JSON.parse(open.stdout).findings).toMatchObject([
    { code: 'revision-unproven', message: expect.stringMatching(/^a2 /) },
  ]);
  expect((await cli('revision', '-m', 'nothing')).stdout).toContain('No changes');

  // A new database cannot be built past the stub, neither by a run nor by a script, until it is written.
  const fresh = await freshDatabase();
  const refused = await project.cli(fresh.url, 'upgrade', 'heads');
  expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('[revision-stub]')]);
  expect(await cli('upgrade', 'base:heads', '--sql')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('revision-stub'),
  });
  const stub = files.revisions.find(({ revision }: { revision: string }) => revision === 'a2').file;
  project.write(
    stub,
    project
      .read(stub)
      .replace(/ stub="[^"]*"/, '')
      .replace(/-- unproven: .*\n/, '')
      .replace(/-- Write this by hand: .*/, 'update users set email = lower(email);'),
  );
  expect(await project.cli(fresh.url, 'upgrade', 'heads')).toMatchObject({ exitCode: 0 });
  expect(await cli('repair', 'accept', 'a2', '--reason', 'the stub is written')).toMatchObject({ exitCode: 0 });
  expect(await cli('check', '--db')).toMatchObject({ exitCode: 0 });
});

test('a revision that no file has is not adopted', async () => {
  const project = await foreignProject(SCHEMA, FILES);
  const database = await freshDatabase();
  await database.query(
    "create table alembic_version (version_num varchar(32) primary key); insert into alembic_version values ('zz')",
  );
  const refused = await project.cli(database.url, 'adopt', 'alembic', '--sql-dir', 'printed');
  expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('row zz comes from no file')]);
});
