import { expect, test } from 'vitest';
import type { HealthResult } from '../../../src/commands/health/health-result.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { foreignProject } from '../adopt/foreign-project.ts';

const SCHEMA = (
  posts: string,
  more = '',
) => `import { bigint, index, integer, pgTable, serial, text } from 'drizzle-orm/pg-core';
export const users = pgTable('users', { id: serial().primaryKey(), email: text().notNull() });
export const posts = pgTable('posts', { id: integer().primaryKey(), author: integer().references(() => users.id), slug: text() },
  (table) => [${posts}]);
${more}`;
const SLUG = "index('posts_slug_idx').on(table.slug)";
const TWICE = `${SLUG}, index('posts_slug_again').on(table.slug)`;

const NOT_VALID = `-- migrate:upgrade
alter table posts add constraint short check (length(slug) < 80) not valid;
create sequence ticks as integer;
create table ticked (id bigint primary key default nextval('ticks'));

-- migrate:downgrade lossy="ticks"
drop table ticked;
drop sequence ticks;
alter table posts drop constraint short;
`;

const byCode = ({ findings }: HealthResult) =>
  findings.map(({ code, object, slice, isFixable }) => [code, object, slice, isFixable]);

test('what is wrong is reported with its owner, and --fix writes proven revisions that mend it, both ways', async () => {
  const project = await foreignProject(SCHEMA(TWICE), { 'not-valid.sql': NOT_VALID });
  const database = await freshDatabase();
  const cli = (...argv: readonly string[]) => project.cli(database.url, ...argv);
  const health = async (...argv: readonly string[]): Promise<readonly [number, HealthResult]> => {
    const { exitCode, stdout, stderr } = await cli('health', '--json', ...argv);
    expect(stderr).toBe('');
    return [exitCode, JSON.parse(stdout)];
  };
  for (const argv of [
    ['revision', '-m', 'first'],
    ['revision', '--sql-file', 'not-valid.sql', '-m', 'not valid'],
    ['upgrade', 'heads'],
    ['check', '--db'],
  ]) {
    const done = await cli(...argv);
    expect(done.exitCode, argv.join(' ') + done.stdout + done.stderr).toBe(0);
  }

  await database.query(`create index by_hand on posts (slug);
    alter table posts set (autovacuum_enabled = off);
    select setval('ticks', 2147483000);
    create table strange (a int);
    update pg_index set indisvalid = false where indexrelid = 'posts_slug_idx'::regclass`);
  const rules = [
    'invalid-index',
    'duplicate-index',
    'constraint-not-validated',
    'foreign-key-without-index',
    'no-primary-key',
    'key-near-end',
    'autovacuum-off',
  ];
  const only = ['--rule', ...rules];
  const [exitCode, found] = await health(...only);
  expect(exitCode).toBe(3);
  const server = ['autovacuum-off', `database ${database.name}`, null, false];
  expect(byCode(found)).toEqual([
    ['invalid-index', 'index public.posts_slug_idx', 'shop', true],
    ['key-near-end', 'sequence public.ticks', 'shop', true],
    server,
    ['duplicate-index', 'index public.by_hand', 'shop', true],
    ['constraint-not-validated', 'constraint public.posts.short', 'shop', true],
    ['foreign-key-without-index', 'foreign key public.posts.posts_author_users_id_fkey', 'shop', true],
    ['no-primary-key', 'table public.strange', null, false],
    ['autovacuum-off', 'table public.posts', 'shop', true],
  ]);
  expect(found.lastLook).toBe(null);

  const [, fixed] = await health(...only, '--fix');
  expect(fixed.lastLook).toBe(found.at);
  expect(fixed.fixes.map(({ code, problem }) => [code, problem])).toEqual([
    ['invalid-index', null],
    ['key-near-end', null],
    ['duplicate-index', null],
    ['constraint-not-validated', null],
    ['foreign-key-without-index', null],
    ['autovacuum-off', null],
  ]);
  const sql = fixed.fixes
    .map(({ revision }) => project.read(revision?.file ?? '').replace(/^--.*created.*$/m, ''))
    .join('\n');
  expect(sql).toContain('-- migrate:upgrade transaction=off\nREINDEX INDEX CONCURRENTLY "public"."posts_slug_idx";');
  expect(sql).toContain('DROP INDEX CONCURRENTLY IF EXISTS "public"."by_hand";');
  expect(sql).toContain('CREATE INDEX CONCURRENTLY "posts_author_idx" ON "public"."posts" ("author");');
  expect(sql).toContain('ADD CONSTRAINT "short" CHECK ((length(slug) < 80)) NOT VALID;');
  const declare = fixed.fixes.flatMap((fix) => fix.declare ?? []);
  expect(declare).toEqual(['index("posts_author_idx").on(table.author)']);

  // The schema file has to follow: until then it is told, with it nothing is left to generate.
  expect((await cli('check')).exitCode).toBe(3);
  project.write('db/schema.ts', SCHEMA(`${TWICE}, ${declare[0]}`));
  expect((await cli('check')).stdout).toMatch(/^ok/);
  expect((await cli('revision', '-m', 'nothing')).stdout).toContain('No changes');
  await database.query('drop table strange');
  for (const argv of [
    ['upgrade', 'heads'],
    ['check', '--db'],
    ['downgrade', 'shop@-6'],
    ['check', '--db'],
    ['upgrade', 'heads'],
  ]) {
    const done = await cli(...argv, ...(argv[0] === 'downgrade' ? ['--yes'] : []));
    expect(done.exitCode, argv.join(' ') + done.stdout + done.stderr).toBe(0);
  }
  // The two that the schema declares itself are of one kind, and used alike: the second one goes.
  const [again, left] = await health(...only);
  expect([again, byCode(left)]).toEqual([
    3,
    [server, ['duplicate-index', 'index public.posts_slug_idx', 'shop', true]],
  ]);
  const [, last] = await health(...only, '--fix');
  expect(last.fixes.map(({ declare: change }) => change)).toEqual(['remove index("posts_slug_idx") from it']);
  project.write('db/schema.ts', SCHEMA(`index('posts_slug_again').on(table.slug), ${declare[0]}`));
  expect((await cli('check')).stdout).toMatch(/^ok/);
  expect((await cli('upgrade', 'heads')).exitCode).toBe(0);
  expect(await cli('check', '--db')).toMatchObject({ exitCode: 0 });

  project.write(
    'migrate.config.json',
    JSON.stringify({ slices: ['db'], health: { severity: { 'autovacuum-off': 'info' } } }),
  );
  expect((await health(...only))[0]).toBe(0);
  project.write('migrate.config.json', JSON.stringify({ slices: ['db'], health: { severity: { nonsense: 'off' } } }));
  expect((await cli('health')).stderr).toContain('nonsense');
});
