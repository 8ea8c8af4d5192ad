import { expect, test } from 'vitest';
import { alembicLedger } from '../../../src/adopt/alembic/alembic-ledger.ts';
import { readAlembic } from '../../../src/adopt/alembic/read-alembic.ts';
import { AlembicSqlError } from '../../../src/errors/adopt/alembic-errors.ts';

const PASS = '    pass\n';
const BIND = '    op.get_bind().execute("select 1")\n';

function version(id: string, down: string, { depends = 'None', labels = 'None', up = PASS, back = PASS } = {}) {
  const text = `"""${id} does it"""
revision = '${id}'
down_revision = ${down}
branch_labels = ${labels}
depends_on = ${depends}
def upgrade():
${up}
def downgrade():
${back}`;
  return { path: `versions/${id}.py`, text };
}

const VERSIONS = [
  version('m1', "('a3', 'a4')"),
  version('a1', 'None', { labels: "('users',)" }),
  version('b1', 'None', { labels: "('billing',)", depends: "'users'" }),
  version('a2', "'a1'"),
  version('a3', "'a2'", { up: BIND }),
  version('a4', "'a1'", { back: BIND }),
  version('b2', "'b1'", { back: '    raise NotImplementedError()\n' }),
];

/** As Alembic 1.8.1 printed them for migrations of this shape; `a3` was left out by hand. */
const UP = `BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> a1

CREATE TABLE users (
    id SERIAL NOT NULL, 
    PRIMARY KEY (id)
);

INSERT INTO alembic_version (version_num) VALUES ('a1') RETURNING alembic_version.version_num;

-- Running upgrade a1 -> a4

ALTER TABLE users ADD COLUMN name TEXT;

update users set name = '-- Running upgrade x -> y';

UPDATE alembic_version SET version_num='a4' WHERE alembic_version.version_num = 'a1';

-- Running upgrade  -> b1

CREATE TABLE bills (id SERIAL NOT NULL);

INSERT INTO alembic_version (version_num) VALUES ('b1') RETURNING alembic_version.version_num;

-- Running upgrade b1 -> b2

ALTER TABLE bills ADD COLUMN amount NUMERIC(12, 2);

UPDATE alembic_version SET version_num='b2' WHERE alembic_version.version_num = 'b1';

-- Running upgrade a1 -> a2

COMMIT;

CREATE INDEX CONCURRENTLY users_email ON users (email);

BEGIN;

INSERT INTO alembic_version (version_num) VALUES ('a2') RETURNING alembic_version.version_num;

-- Running upgrade a3, a4 -> m1

DELETE FROM alembic_version WHERE alembic_version.version_num = 'a3';

UPDATE alembic_version SET version_num='m1' WHERE alembic_version.version_num = 'a4';

COMMIT;

`;

const DOWN = `BEGIN;

-- Running downgrade m1 -> a3, a4

INSERT INTO alembic_version (version_num) VALUES ('a3') RETURNING alembic_version.version_num;

-- Running downgrade a3 -> a2

UPDATE alembic_version SET version_num='a2' WHERE alembic_version.version_num = 'a3';

-- Running downgrade a2 -> a1

DROP INDEX users_email;

-- Running downgrade a1 -> 

DROP TABLE users;

DROP TABLE alembic_version;

COMMIT;
-- Running downgrade b1 -> 

DROP TABLE bills;
`;

const file = (path: string, text: string) => ({ path, text });
const SQL = [file('sql/up.sql', UP), file('sql/down.sql', DOWN)];

test('keeps the graph, and takes the SQL that Alembic printed', () => {
  const { revisions, notes } = readAlembic({ versions: VERSIONS, sql: SQL });
  expect(notes).toEqual([
    '14 statements that Alembic prints around its steps (alembic_version, BEGIN, COMMIT) are left out.',
  ]);
  const byKey = Object.fromEntries(revisions.map((revision) => [revision.key, revision]));
  expect(byKey.a1).toEqual({
    key: 'a1',
    message: 'a1 does it',
    parents: [],
    dependsOn: [],
    labels: ['users'],
    upgrade: { kind: 'sql', sql: 'CREATE TABLE users (\n    id SERIAL NOT NULL, \n    PRIMARY KEY (id)\n);' },
    downgrade: { kind: 'sql', sql: 'DROP TABLE users;' },
    removed: [],
    source: 'versions/a1.py',
  });
  expect(byKey.b1).toMatchObject({ parents: [], dependsOn: ['a1'], labels: ['billing'] });
  expect(byKey.m1).toMatchObject({
    parents: ['a3', 'a4'],
    upgrade: { kind: 'sql', sql: '' },
    downgrade: { kind: 'sql', sql: '' },
  });
  expect(byKey.a4?.upgrade).toEqual({
    kind: 'sql',
    sql: "ALTER TABLE users ADD COLUMN name TEXT;\n\nupdate users set name = '-- Running upgrade x -> y';",
  });
});

test('says what runs outside a transaction, what is a stub, and what has no way back', () => {
  const { revisions } = readAlembic({ versions: VERSIONS, sql: SQL });
  const bodies = Object.fromEntries(revisions.map(({ key, upgrade, downgrade }) => [key, [upgrade, downgrade]]));
  expect(bodies.a2?.[0]).toEqual({
    kind: 'sql',
    sql: 'CREATE INDEX CONCURRENTLY users_email ON users (email);',
    transaction: false,
  });
  expect(bodies.a3).toEqual([
    { kind: 'stub', reason: 'upgrade() calls get_bind() in versions/a3.py:7' },
    { kind: 'irreversible', reason: 'downgrade() does nothing in versions/a3.py' },
  ]);
  expect(bodies.a4?.[1]).toEqual({ kind: 'stub', reason: 'downgrade() calls get_bind() in versions/a4.py:10' });
  expect(bodies.b2?.[1]).toEqual({ kind: 'irreversible', reason: 'downgrade() raises an error in versions/b2.py' });
});

test('takes the same step from several outputs, as long as they agree', () => {
  const again = file('sql/again.sql', DOWN.slice(DOWN.indexOf('-- Running downgrade a2')));
  expect(readAlembic({ versions: VERSIONS, sql: [...SQL, again] })).toEqual(
    readAlembic({ versions: VERSIONS, sql: SQL }),
  );
  const other = file('sql/other.sql', '-- Running downgrade b1 -> \n\nDROP TABLE bills CASCADE;\n');
  expect(() => readAlembic({ versions: VERSIONS, sql: [...SQL, other] })).toThrow(
    'sql/other.sql:1: the SQL of revision b1 differs from what another file says.',
  );
});

test.each([
  ['one that was not printed', [file('sql/up.sql', UP)], 'There is no SQL for revision a1 (versions/a1.py).'],
  [
    'one that has no migration',
    [file('sql/x.sql', '-- Running upgrade  -> x\n')],
    'sql/x.sql:1: there is no migration with the revision "x".',
  ],
  ['another script', [file('sql/x.sql', 'create table a ();\n')], 'sql/x.sql: it has no line "-- Running upgrade …"'],
])('refuses the SQL of %s', (_, sql, message) => {
  expect(() => readAlembic({ versions: VERSIONS, sql })).toThrow(AlembicSqlError);
  expect(() => readAlembic({ versions: VERSIONS, sql })).toThrow(message);
});

test('names the command that prints what is missing', () => {
  const hint = (sql: typeof SQL, versions = VERSIONS) => {
    try {
      readAlembic({ versions, sql });
    } catch (error) {
      return error instanceof AlembicSqlError ? error.hint : error;
    }
    return undefined;
  };
  expect(hint([file('sql/down.sql', DOWN)])).toMatch(/: alembic upgrade base:a1 --sql$/);
  expect(hint([file('sql/up.sql', UP)])).toMatch(/: alembic downgrade a1:base --sql$/);
  expect(
    hint([
      file('sql/up.sql', UP),
      file('sql/down.sql', DOWN.replace(/-- Running downgrade a2[\s\S]*?(?=-- Running downgrade a1)/, '')),
    ]),
  ).toMatch(/: alembic downgrade a2:a1 --sql$/);
});

test.each([
  [['m1'], ['a1', 'a2', 'a3', 'a4', 'm1'], []],
  [['a2'], ['a1', 'a2'], []],
  [['b1'], ['a1', 'b1'], []],
  [['a3', 'b2'], ['a1', 'a2', 'a3', 'b1', 'b2'], []],
  [[], [], []],
  [['a2', 'zz'], ['a1', 'a2'], [{ problem: 'row-without-file', row: 'zz' }]],
])('rows %j of alembic_version are the heads of what is applied', (rows, applied, problems) => {
  const history = readAlembic({ versions: VERSIONS, sql: SQL });
  const state = alembicLedger().compare(
    rows.map((version_num) => ({ version_num })),
    history,
  );
  expect([state.appliedKeys.toSorted(), state.problems]).toEqual([applied, problems]);
});

test('reads the table where it is', () => {
  expect(alembicLedger({ schema: 'app', table: 'v"1' }).query).toBe(
    'select version_num::text as version_num from "app"."v""1" order by 1',
  );
});
