import { expect, test } from 'vitest';
import { createDatabase } from '../../support/fresh-database.ts';
import { drizzleProject } from './drizzle-project.ts';

/** What one transaction does not take, although the project's databases have it: each migration with how it may run. */
const HISTORY: readonly (readonly [sql: string, group: number])[] = [
  [
    "create type mood as enum ('calm'); create table t (id int primary key, m mood); insert into t values (1, 'calm')",
    0,
  ],
  [
    "alter type mood add value 'new'; alter table t add column n mood default 'new'; insert into t values (2, 'new')",
    0,
  ],
  ['COMMIT;\ncreate index concurrently t_m on t (m)', 1],
  ["alter type mood add value 'late'", 2],
  ["alter table t alter m set default 'late'", 3],
  ['comment on table t is $$mine$$', 3],
  ['vacuum t', 4],
  [
    'create table c (id int primary key, t int references t deferrable initially deferred); insert into c values (1, 1)',
    5,
  ],
  ['alter table c add column more text', 6],
];

const SCHEMA = `import { integer, pgEnum, pgTable } from 'drizzle-orm/pg-core';
export const mood = pgEnum('mood', ['calm', 'new', 'late']);
export const t = pgTable('t', { id: integer('id').primaryKey(), m: mood('m').default('late'), n: mood('n').default('new') });
`;

/** The first state, with the values that it had then. */
const FIRST_STATE = `create type mood as enum ('calm', 'new', 'late');
create table t (id int primary key, m mood default 'late', n mood default 'new');
`;

test('as few revisions as the server takes: enum values, indexes built concurrently, VACUUM, pending triggers', async () => {
  const project = await drizzleProject([{ schema: SCHEMA }]);
  project.remove('drizzle/0000_step.sql');
  const entries = HISTORY.map((_, idx) => ({ idx, when: 1_735_689_600_000 + idx * 60_000, tag: `000${idx}_hand` }));
  for (const [index, [sql]] of HISTORY.entries()) project.write(`drizzle/000${index}_hand.sql`, `${sql};\n`);
  project.write('drizzle/meta/_journal.json', JSON.stringify({ version: '7', dialect: 'postgresql', entries }));
  const { url, drop } = await createDatabase();
  const adopted = await project.cli(url, 'adopt', 'drizzle', '--files-only', '--json');
  expect([adopted.exitCode, adopted.stderr]).toEqual([0, '']);
  const { revisions } = JSON.parse(adopted.stdout).files;
  const groups = HISTORY.flatMap(([, group], index) => (HISTORY[index - 1]?.[1] === group ? [] : [group]));
  const expected = groups.map((group) => entries.flatMap(({ tag }, at) => (HISTORY[at]?.[1] === group ? [tag] : [])));
  expect(revisions.map(({ stands }: { readonly stands: readonly string[] }) => stands)).toEqual(expected);

  expect(await project.cli(url, 'upgrade', 'heads')).toMatchObject({ exitCode: 0 });
  const checked = await project.cli(url, 'check', '--db', '--json');
  expect([checked.exitCode, JSON.parse(checked.stdout).findings]).toEqual([0, []]);
  await drop();
});

const ADDED_AND_USED = "alter type mood add value 'last';\nalter table t alter m set default 'last';";

test.each([
  ['between others that commit', ['COMMIT;\nvacuum t;', ADDED_AND_USED], []],
  ['in a revision of its own', [ADDED_AND_USED], ['--keep-history']],
])('a value that is added and used in one file, %s: its statements commit one by one', async (_, files, options) => {
  const project = await drizzleProject([
    { schema: SCHEMA.replace("'late']", "'late', 'last']").replace("('late')", "('last')") },
  ]);
  project.write('drizzle/0000_step.sql', FIRST_STATE);
  for (const [at, sql] of files.entries()) project.add(`more_${at}`, sql);
  const adopted = await project.cli('', 'adopt', 'drizzle', '--files-only', ...options);
  expect([adopted.exitCode, adopted.stderr]).toEqual([0, '']);
  const source = `drizzle/000${files.length}_more_${files.length - 1}.sql`;
  expect(adopted.stdout).toContain(`${source} cannot run in one transaction: its statements commit one by one`);
  const { url, drop } = await createDatabase();
  expect(await project.cli(url, 'upgrade', 'heads')).toMatchObject({ exitCode: 0 });
  const checked = await project.cli(url, 'check', '--db', '--json');
  expect([checked.exitCode, JSON.parse(checked.stdout).findings]).toEqual([0, []]);
  await drop();
});

test('what fails in a transaction of its own and without one is refused with the file and the statement', async () => {
  const project = await drizzleProject([{ schema: SCHEMA }]);
  project.add('both', `${ADDED_AND_USED}\nalter table nowhere add x int;`);
  const { exitCode, stderr } = await project.cli('', 'adopt', 'drizzle', '--files-only', '--keep-history');
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/statement-failed\].*_both\.sql:\d+:1: relation "nowhere" does not exist/);
});
