import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { catalogOf, differences } from '../../support/catalog-of.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { longTest as test } from '../../support/sample.ts';
import { drizzleProject, SHOP, shop } from './drizzle-project.ts';

const MIGRATIONS = 'src/db/migrations';

test('a history of 0.45 becomes one revision, its database gets the record, and changes name what it has', async () => {
  const project = await drizzleProject(SHOP);
  const database = await freshDatabase();
  await project.migrate(database.url);
  const cli = (...argv: readonly string[]) => project.cli(database.url, ...argv);

  expect(await cli('adopt', 'drizzle', '--check')).toMatchObject({ exitCode: 0 });
  expect(() => readdirSync(join(project.root, MIGRATIONS))).toThrow('ENOENT');
  expect(await database.query("select to_regnamespace('braid')::text as braid")).toEqual([{ braid: null }]);

  const adopted = await cli('adopt', 'drizzle', '--json');
  expect(adopted).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(adopted.stdout)).toMatchObject({
    migrations: 3,
    files: {
      state: 'written',
      revisions: [{ stands: ['0000_step', '0001_step', '0002_by_hand'] }],
      removed: [
        { file: 'drizzle/0002_by_hand.sql', line: 1, text: 'begin', why: 'transaction' },
        { file: 'drizzle/0002_by_hand.sql', line: 3, text: 'commit', why: 'transaction' },
      ],
      pending: [],
      made: [],
      undeclared: [],
    },
    database: { state: 'stamped', ledger: 'drizzle.__drizzle_migrations', pending: [], problems: [] },
  });
  expect(await database.query('select origin, duration_ms::int as ms from braid.applied')).toEqual([
    { origin: 'drizzle drizzle.__drizzle_migrations', ms: 0 },
  ]);
  expect(await cli('check', '--db')).toMatchObject({ exitCode: 0 });
  expect((await cli('revision', '-m', 'nothing')).stdout).toContain('No changes');
  expect((await cli('adopt', 'drizzle')).stdout).toContain('already has these records');

  // What was built by hand, as the database has it: a change of the action names the constraint that is there.
  const before = await catalogOf(await database.connect());
  const changes: readonly (readonly [message: string, schema: string, ...options: readonly string[]])[] = [
    ['add', shop("note: text('note'), views: integer('views').notNull().default(0),")],
    [
      'action',
      shop("note: text('note'), views: integer('views').notNull().default(0),", {
        action: ", { onDelete: 'cascade' }",
      }),
    ],
    [
      'rename',
      shop("note: text('note'), views: integer('views').notNull().default(0),", {
        action: ", { onDelete: 'cascade' }",
        slug: 'path',
      }),
      '--rename',
      'posts.slug=path',
    ],
    [
      'drop',
      shop("note: text('note'), views: integer('views').notNull().default(0),", {
        action: ", { onDelete: 'cascade' }",
        slug: 'path',
        unique: false,
      }),
    ],
  ];
  for (const [message, schema, ...options] of changes) {
    project.write('src/db/schema.ts', schema);
    const written = await cli('revision', '-m', message, ...options);
    expect([message, written.exitCode, written.stderr]).toEqual([message, 0, expect.anything()]);
    if (message === 'action') expect(written.stdout).toContain('DROP CONSTRAINT "posts_written_by"');
    if (message === 'drop') expect(written.stdout).toMatch(/DROP CONSTRAINT "posts_author_slug_unique"/);
  }
  expect(await cli('upgrade', 'heads')).toMatchObject({ exitCode: 0 });
  expect(await cli('check', '--db')).toMatchObject({ exitCode: 0 });
  expect(await cli('downgrade', 'app@-4')).toMatchObject({ exitCode: 0 });
  expect(differences(before, await catalogOf(await database.connect()))).toBe('');
  expect(await cli('upgrade', 'heads')).toMatchObject({ exitCode: 0 });
  expect(await cli('check', '--db')).toMatchObject({ exitCode: 0 });
});
