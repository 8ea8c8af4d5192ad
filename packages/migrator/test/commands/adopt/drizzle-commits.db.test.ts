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

test('a value that is added and used in one file is refused with the file and the statement', async () => {
  const project = await drizzleProject([{ schema: SCHEMA }]);
  project.add('in_between', 'COMMIT;\nvacuum t;');
  project.add('both', "alter type mood add value 'last';\nalter table t alter m set default 'last';");
  const { exitCode, stderr } = await project.cli('', 'adopt', 'drizzle', '--files-only');
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/statement-failed\].*unsafe use of new value "last".*\(55P04\)/);
});
