import { expect, test } from 'vitest';
import { createDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { longTest } from '../../support/sample.ts';
import { drizzleProject } from './drizzle-project.ts';

const BY_HAND = `create domain short as text check (length(value) < 10);
create function make_id() returns integer language sql volatile as 'select 7';`;

const schema = (more: string): string => `import { sql } from 'drizzle-orm';
import { customType, integer, pgTable, text } from 'drizzle-orm/pg-core';
const short = customType<{ data: string }>({ dataType: () => 'short' });
export const things = pgTable('things', { id: integer('id').primaryKey().default(sql\`make_id()\`), code: short('code'), ${more} });
`;

longTest('what the schema is built on and only SQL by hand makes is declared in sql/', async () => {
  const { url } = await freshDatabase();
  const project = await drizzleProject([{ sql: BY_HAND }, { schema: schema('') }]);
  await project.migrate(url);
  const adopted = await project.cli(url, 'adopt', 'drizzle', '--json');
  const made = ['src/db/sql/make-id.sql', 'src/db/sql/short.sql'];
  const { files } = JSON.parse(adopted.stdout);
  expect({ exitCode: adopted.exitCode, made: [...files.made].sort(), pending: files.pending }).toEqual({
    ...{ exitCode: 0, made, pending: [] },
  });
  expect(project.read('src/db/sql/short.sql')).toContain('CREATE DOMAIN "public"."short" AS text');
  expect(await project.cli(url, 'check', '--db')).toMatchObject({ exitCode: 0 });
  project.write('src/db/schema.ts', schema("note: text('note').default('none'),"));
  expect(await project.cli(url, 'revision', '-m', 'note')).toMatchObject({ exitCode: 0 });
  for (const argv of [
    ['upgrade', 'heads'],
    ['downgrade', '-1', '--yes'],
    ['upgrade', 'heads'],
    ['check', '--db'],
  ])
    expect(await project.cli(url, ...argv)).toMatchObject({ exitCode: 0 });
  const other = await createDatabase();
  expect(await project.cli(other.url, 'upgrade', 'heads')).toMatchObject({ exitCode: 0 });
  expect(await project.cli(other.url, 'check', '--db')).toMatchObject({ exitCode: 0 });
  await other.drop();
});

test('a slice that has a sql/ already is left to people', async () => {
  const { url } = await freshDatabase();
  const project = await drizzleProject([{ sql: BY_HAND }, { schema: schema('') }]);
  project.write('src/db/sql/own.sql', "create function own() returns integer language sql as 'select 1';\n");
  await project.migrate(url);
  const { exitCode, stderr } = await project.cli(url, 'adopt', 'drizzle');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('fresh-build-failed');
});
