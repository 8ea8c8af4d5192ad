import { expect, test } from 'vitest';
import type { Slice } from '../../../src/revision/slice.ts';
import { entityLabel, type SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';
import { ORMS, workspaceWith } from './stable-workspace.ts';

const slice = (label: string, more: Partial<Slice> = {}): Slice => ({
  ...{
    label,
    folder: `features/${label}`,
    schema: `features/${label}/schema.ts`,
    migrations: `features/${label}/migrations`,
  },
  ...more,
});
const labels = (entities: readonly SchemaEntity[] | undefined) => entities?.map(entityLabel);
const keys = (entities: readonly SchemaEntity[] | undefined) =>
  entities?.flatMap((entity) =>
    entity.type === 'foreign-key' ? [[entity.facts.tableTo, ...entity.facts.columnsTo]] : [],
  );

const IMPORTS = "import * as p from 'drizzle-orm/pg-core';\n";
const CASED = `${IMPORTS}import { posts } from '../next/schema';
export const accounts = p.pgTable('accounts', {
  id: p.integer().primaryKey(),
  userName: p.text().notNull().unique(),
  lastPost: p.integer().references(() => posts.postNumber),
});`;
const NEXT = `${IMPORTS}import { accounts } from '../cased/schema';
export const posts = p.pgTable('posts', {
  postNumber: p.integer().primaryKey(),
  authorName: p.text().references((): p.AnyPgColumn => accounts.userName),
});`;
const PLAIN = `${IMPORTS}import { accounts } from '../cased/schema';
export const logins = p.pgTable('logins', { id: p.integer().primaryKey(), who: p.text().references(() => accounts.userName) });`;

function mixed() {
  return workspaceWith(
    { 'features/cased/schema.ts': CASED, 'features/next/schema.ts': NEXT, 'features/plain/schema.ts': PLAIN },
    {
      'features/cased/node_modules/drizzle-orm': ORMS.stable,
      'features/plain/node_modules/drizzle-orm': ORMS.stable,
      'features/next/node_modules/drizzle-orm': ORMS.next,
    },
  ).differ;
}
const SLICES = [slice('cased', { casing: 'snake_case' }), slice('next'), slice('plain')];

test('slices on 0.45 and on 1.0 refer to each other; each names its own columns', async () => {
  const [cased, next, plain] = await mixed().load(SLICES);
  expect(labels(cased?.entities)).toEqual([
    'table accounts',
    'column accounts.id',
    'column accounts.user_name',
    'column accounts.last_post',
    'foreign key accounts.accounts_last_post_posts_post_number_fk',
    'primary key accounts.accounts_pkey',
    'unique accounts.accounts_userName_unique',
  ]);
  expect(labels(next?.entities)).toContain('foreign key posts.posts_authorName_accounts_userName_fkey');
  expect(keys(cased?.entities)).toEqual([['posts', 'postNumber']]);
  expect(keys(next?.entities)).toEqual([['accounts', 'user_name']]);
  expect(keys(plain?.entities)).toEqual([['accounts', 'user_name']]);
});

test('a slice that is loaded alone names the columns of others as they do', async () => {
  const [, next, plain] = SLICES;
  const loaded = await mixed().load(
    [next, plain].flatMap((each) => each ?? []),
    SLICES,
  );
  expect(loaded.map(({ slice: label, entities }) => [label, keys(entities)])).toEqual([
    ['next', [['accounts', 'user_name']]],
    ['plain', [['accounts', 'user_name']]],
  ]);
});

test('drizzle-orm that is not installed, or that nobody can read', async () => {
  const none = workspaceWith({ 'features/plain/schema.ts': `${IMPORTS}export const t = p.pgTable('t', {});` }, {});
  await expect(none.differ.load([slice('plain')])).rejects.toMatchObject({
    code: 'drizzle-orm-missing',
    facts: { slice: 'plain' },
  });
  const old = workspaceWith(
    {
      'features/plain/schema.ts':
        "import { t } from 'drizzle-orm/pg-core'; import 'drizzle-orm/version'; export { t };",
      'features/plain/node_modules/drizzle-orm/package.json': '{ "type": "module" }',
      'features/plain/node_modules/drizzle-orm/pg-core.js': `
        class T { static [Symbol.for('drizzle:entityKind')] = 'PgTable' }
        export const t = new T();`,
      'features/plain/node_modules/drizzle-orm/version.js': "export const npmVersion = '0.30.0';",
    },
    {},
  );
  await expect(old.differ.load([slice('plain')])).rejects.toMatchObject({
    code: 'drizzle-orm-version',
    facts: { slice: 'plain', version: '0.30.0' },
  });
});

test('a slice that is only seen has its own variables, too', async () => {
  const own = "if (process.env.OWN !== 'cased') throw new Error('not mine');";
  const { differ } = workspaceWith(
    {
      'features/cased/schema.ts': own,
      'features/plain/schema.ts': `${IMPORTS}export const notes = p.pgTable('notes', { id: p.integer() });`,
    },
    { 'node_modules/drizzle-orm': ORMS.stable },
  );
  const cased = slice('cased', { casing: 'snake_case', schemaEnv: { OWN: 'cased' } });
  const [loaded] = await differ.load([slice('plain')], [cased]);
  expect(labels(loaded?.entities)).toEqual(['table notes', 'column notes.id']);
});
