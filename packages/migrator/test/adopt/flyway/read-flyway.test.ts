import { expect, test } from 'vitest';
import { FLYWAY_DEFAULTS } from '../../../src/adopt/flyway/flyway-settings.ts';
import { readFlyway } from '../../../src/adopt/flyway/read-flyway.ts';
import { FlywayHistoryError, FlywayPlaceholderError } from '../../../src/errors/adopt/flyway-errors.ts';

const file = (path: string, text = `select '${path}';\n`) => ({ path: `sql/${path}`, text });
const keys = (files: readonly ReturnType<typeof file>[]) => readFlyway('sql', files).revisions.map(({ key }) => key);

test('sorts by version, then repeatables by name, whatever folder they are in', () => {
  const files = ['V1.10__c.sql', 'R__b.sql', 'old/V1__a.sql', 'V1_9__b.sql', 'R__a.sql'].map((path) => file(path));
  const { revisions, notes } = readFlyway('sql', files);
  expect(revisions.map(({ key, parents, message }) => [key, parents, message])).toEqual([
    ['1', [], 'a'],
    ['1.9', ['1'], 'b'],
    ['1.10', ['1.9'], 'c'],
    ['R__a', ['1.10'], 'a'],
    ['R__b', ['R__a'], 'b'],
  ]);
  expect(notes).toEqual(['a', 'b'].map((name) => expect.stringMatching(`^sql/R__${name}.sql is repeatable`)));
});

test('undo files are the way back', () => {
  const { revisions } = readFlyway('sql', [
    file('V1__a.sql', 'BEGIN;\ncreate table a ();\nCOMMIT;\n'),
    file('U1.0__a.sql', 'drop table a;\n'),
    file('V2__b.sql', 'create table b ();\n'),
  ]);
  expect(revisions[0]).toEqual({
    ...{ key: '1', message: 'a', parents: [], dependsOn: [], labels: [], source: 'sql/V1__a.sql' },
    upgrade: { kind: 'sql', sql: 'create table a ();' },
    downgrade: { kind: 'sql', sql: 'drop table a;' },
    removed: [
      { line: 1, text: 'BEGIN', why: 'transaction' },
      { line: 3, text: 'COMMIT', why: 'transaction' },
    ],
    checksum: expect.stringMatching(/^-?\d+$/),
  });
  expect(revisions[1]?.downgrade).toBeUndefined();
});

test('code is a stub; callbacks and files that Flyway passes over are named', () => {
  const { revisions, notes } = readFlyway(
    'sql',
    ['V1__A.java', 'V2__b.sql', 'afterMigrate.sql', 'Vendor.sql', 'README.md'].map((path) => file(path)),
  );
  expect(revisions[0]?.upgrade).toEqual({ kind: 'stub', reason: 'sql/V1__A.java is not SQL' });
  expect(notes).toEqual([
    'sql/afterMigrate.sql is a callback, which Braid does not run.',
    'sql/Vendor.sql is not a migration by its name, and Flyway does not run it.',
  ]);
});

test('a baseline file replaces the versions whose files are gone', () => {
  expect(keys([file('B3__all.sql'), file('V4__d.sql'), file('B2__some.sql')])).toEqual(['3', '4']);
  const { revisions, notes } = readFlyway('sql', [file('V1__a.sql'), file('B1__all.sql'), file('V2__b.sql')]);
  expect(revisions.map(({ source }) => source)).toEqual(['sql/V1__a.sql', 'sql/V2__b.sql']);
  expect(notes).toEqual(['sql/B1__all.sql is left out: the versions that it replaces exist.']);
});

test.each<[string, string[], string]>([
  ['nothing', [], 'sql has no migrations of Flyway'],
  ['names that are none', ['Vendor.sql', 'notes.md'], 'sql has no migrations of Flyway'],
  ['a version twice', ['V1__a.sql', 'x/V1.0__b.sql'], 'has version 1.0, and so has sql/V1__a.sql'],
  ['a repeatable twice', ['V1__a.sql', 'R__a.sql', 'x/R__a.sql'], 'is repeatable and is called "a"'],
  ['an undo alone', ['V1__a.sql', 'U2__b.sql'], 'sql/U2__b.sql undoes version 2, which no file has'],
])('refuses %s', (_, paths, message) => {
  const read = () =>
    readFlyway(
      'sql',
      paths.map((path) => file(path)),
    );
  expect(read).toThrow(FlywayHistoryError);
  expect(read).toThrow(message);
});

test.each([
  ['in a statement', `select 1;\r\nselect \${a};`, `sql/V1__a.sql:2: Flyway replaces "\${a}"`],
  ['in a comment', `-- \${flyway:timestamp}`, `sql/V1__a.sql:1: Flyway replaces "\${flyway:timestamp}"`],
  ['in a body', `do $$ begin raise notice '\${x}'; end $$;`, 'sql/V1__a.sql:1: '],
  ['without an end', 'select 1;\n\n-- ${open', 'sql/V1__a.sql:3: '],
])('refuses a placeholder %s, by its line', (_, text, message) => {
  const read = () => readFlyway('sql', [file('V1__a.sql', text)]);
  expect(read).toThrow(FlywayPlaceholderError);
  expect(read).toThrow(message);
  expect(
    readFlyway('sql', [file('V1__a.sql', text)], { ...FLYWAY_DEFAULTS, placeholder: undefined }).revisions.length,
  ).toBe(1);
});

test('follows the options of a script, or refuses them', () => {
  const conf = (text: string) =>
    readFlyway('sql', [file('V1__a.sql', `select 1; -- \${x}`), file('V1__a.sql.conf', text)]);
  expect(
    conf('placeholderReplacement=false\nexecuteInTransaction=false\nencoding=UTF-8\n').revisions[0]?.upgrade,
  ).toEqual({
    kind: 'sql',
    sql: `select 1; -- \${x}`,
    transaction: false,
  });
  expect(() => conf(`placeholderReplacement=false\nshouldExecute=\${env}==prod`)).toThrow(FlywayHistoryError);
  expect(() => conf('placeholderReplacement=false\nencoding=ISO-8859-1')).toThrow(
    'has the option "encoding=ISO-8859-1"',
  );
});

test('says the schema in which Flyway makes what has none', () => {
  const { revisions } = readFlyway(
    'sql',
    [file('V1__a.sql', 'create table a ();'), file('V2__b.sql', 'create table b ();')],
    {
      ...FLYWAY_DEFAULTS,
      schema: 'app',
    },
  );
  expect(revisions.map(({ upgrade }) => (upgrade.kind === 'sql' ? upgrade.sql : ''))).toEqual([
    'create schema if not exists "app";\nset search_path to "app", "$user", public;\n\ncreate table a ();',
    'set search_path to "app", "$user", public;\n\ncreate table b ();',
  ]);
});
