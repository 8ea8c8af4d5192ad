import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BASE, isAsBuilt, onBranch } from './dev-kit.ts';

/** Where each row lies, and who wrote it last; and the file of the table. */
const ROWS =
  "select ctid::text, xmin::text, id, n, (select relfilenode::int from pg_class where relname = 'base') as file from base order by id";

test('edits are applied in place, renames composed, and committed as one revision without touching a row', async () => {
  const it = await onBranch();
  it.schema('shop', BASE.replace('n: p.text()', 'label: p.text()'));
  // Nobody can be asked; the database is as it was, and the hint says what to type.
  const asked = await it.answer('dev', '--once');
  expect(asked).toMatchObject({ exitCode: 2, error: { code: 'rename-ambiguous' } });
  expect(await it.answer('dev', '--once', '--rename', 'base.n=label')).toMatchObject({
    exitCode: 0,
    action: 'once',
    branch: 'feature/prices',
    drafts: [{ slice: 'shop', renames: ['column base.n=label'], lossy: null }],
  });
  it.schema(
    'shop',
    `${BASE.replace('n: p.text()', 'title: p.text()')}export const item = p.pgTable('item', { id: p.integer() });`,
  );
  expect(await it.answer('dev', '--once', '--rename', 'base.label=title')).toMatchObject({ exitCode: 0 });
  expect(await it.answer('dev', '--once')).toMatchObject({ exitCode: 0, drafts: [] });
  const before = await it.database.query(ROWS.replace(' n,', ' title,'));
  expect(before).toMatchObject([{ title: 'row 1' }, { title: 'row 2' }, { title: 'row 3' }]);
  expect(await it.answer('dev', 'status')).toMatchObject({ watcher: null, drafts: [{}, {}] });
  // Drafts are no revisions: git sees none of them.
  expect(it.git('status', '--porcelain')).toBe(' M features/shop/src/schema.ts\n');

  const files = Object.keys(it.files('shop'));
  const committed = await it.answer('dev', 'commit', '-m', 'titles and items');
  expect(committed).toMatchObject({
    exitCode: 0,
    committed: true,
    revisions: [{ slice: 'shop', message: 'titles and items', renames: ['column base.n=title'] }],
    drafts: [{}, {}],
    differences: [],
  });
  expect(Object.keys(it.files('shop'))).toHaveLength(files.length + 2);
  expect(await it.database.query(ROWS.replace(' n,', ' title,'))).toEqual(before);
  expect(await it.answer('status')).toMatchObject({ upToDate: true });
  expect(await it.answer('dev', 'status')).toMatchObject({ drafts: [] });
  expect(await it.answer('check')).toMatchObject({ exitCode: 0 });
  await isAsBuilt(it);
  expect(await it.answer('dev', 'commit', '-m', 'again')).toMatchObject({
    exitCode: 0,
    committed: true,
    revisions: [],
  });
});

test('drafts that undo each other are forgotten; what is not applied yet is applied by commit', async () => {
  const it = await onBranch();
  it.schema('shop', BASE.replace(' })', ', extra: p.integer() })'));
  expect(await it.answer('dev', '--once')).toMatchObject({ exitCode: 0, drafts: [{}] });
  it.schema('shop', BASE);
  const files = it.files('shop');
  // The column is empty, so that nothing asks.
  await it.database.query('delete from base');
  expect(await it.answer('dev', 'commit', '-m', 'nothing')).toMatchObject({
    exitCode: 0,
    committed: true,
    revisions: [],
    drafts: [{}, {}],
  });
  expect(it.files('shop')).toEqual(files);
  expect(await it.answer('status')).toMatchObject({ upToDate: true });
  await isAsBuilt(it);
});

test('a database that is not what the revisions build: the difference is shown, and nothing is written', async () => {
  const it = await onBranch();
  it.schema('shop', BASE.replace(' })', ', extra: p.integer() })'));
  expect(await it.answer('dev', '--once')).toMatchObject({ exitCode: 0, drafts: [{}] });
  await it.database.query('alter table base add column by_hand text');
  const files = it.files('shop');
  const refused = await it.answer('dev', 'commit', '-m', 'extra');
  expect(refused).toMatchObject({ exitCode: 3, committed: false, revisions: [], drafts: [{}] });
  expect(JSON.stringify(refused.differences)).toContain('by_hand');
  expect(it.files('shop')).toEqual(files);
  expect(await it.answer('dev', 'status')).toMatchObject({ drafts: [{}] });
  const { stdout } = await it.migrate('dev', 'commit', '-m', 'extra');
  expect(stdout).toContain('+ column public.base.by_hand');
  await it.database.query('alter table base drop column by_hand');
  expect(await it.answer('dev', 'commit', '-m', 'extra')).toMatchObject({ exitCode: 0, committed: true });
  await isAsBuilt(it);
});

test('slices that refer to each other, and a view of sql/: one revision each, in their order', async () => {
  const it = await onBranch({ shop: BASE, other: '' });
  it.schema('shop', `${BASE}export const item = p.pgTable('item', { id: p.integer().primaryKey() });`);
  it.schema(
    'other',
    "import { item } from '../../shop/src/schema.ts';\nexport const order = p.pgTable('order', { id: p.integer().primaryKey(), item: p.integer().references(() => item.id) });",
  );
  it.write('features/shop/sql/views.sql', 'create view items as select id from item;\n');
  expect(await it.answer('dev', '--once')).toMatchObject({ exitCode: 0 });
  it.write('features/shop/sql/views.sql', 'create view items as select id, 1 as one from item;\n');
  expect(await it.answer('dev', '--once')).toMatchObject({ exitCode: 0, drafts: [{ slice: 'shop' }] });
  const committed = await it.answer('dev', 'commit', '-m', 'orders');
  expect(committed).toMatchObject({ exitCode: 0, committed: true, revisions: [{ slice: 'shop' }, { slice: 'other' }] });
  await isAsBuilt(it);
  expect(await it.answer('check')).toMatchObject({ exitCode: 0 });
});

test('a commit whose process was killed is finished by the next command, or undone', async () => {
  const it = await onBranch();
  it.schema('shop', BASE.replace(' })', ', extra: p.integer() })'));
  expect(await it.answer('dev', '--once')).toMatchObject({ exitCode: 0, drafts: [{}] });
  const status = await it.answer('dev', 'status');
  const [draft] = JSON.stringify(status.drafts).match(/draft\.[0-9a-f]{12}/) ?? [''];
  const [folder] = JSON.stringify(status.drafts).match(/\.braid\/drafts\/[^/]+\/[^/]+/) ?? [''];
  // Half of its files are there: they go.
  const gone = 'features/shop/migrations/20260101T000000_0123456789ab_gone.sql';
  it.write('features/shop/migrations/snapshots/0123456789ab.json', '{}');
  const journal = {
    ids: ['0123456789ab'],
    files: [gone, 'features/shop/migrations/snapshots/0123456789ab.json'],
    drafts: [draft],
  };
  it.write(`${folder}/commit.json`, JSON.stringify(journal));
  expect(await it.answer('dev', '--once')).toMatchObject({ exitCode: 0, drafts: [] });
  expect(existsSync(join(it.root, 'features/shop/migrations/snapshots/0123456789ab.json'))).toBe(false);
  expect(existsSync(join(it.root, folder, 'commit.json'))).toBe(false);

  // All of them are there, and the ledger has the drafts.
  const before = Object.keys(it.files('shop'));
  const text = it.read(`${folder}/shop/${draft}.sql`).replaceAll(draft, 'ab0123456789');
  const file = 'features/shop/migrations/20260101T000000_ab0123456789_extra.sql';
  it.write(file, text);
  it.write(
    'features/shop/migrations/snapshots/ab0123456789.json',
    it.read(`${folder}/shop/${draft}.json`).replaceAll(draft, 'ab0123456789'),
  );
  const rest = { files: [file, 'features/shop/migrations/snapshots/ab0123456789.json'], drafts: [draft] };
  it.write(`${folder}/commit.json`, JSON.stringify({ ids: ['ab0123456789'], ...rest }));
  expect(await it.answer('dev', '--once')).toMatchObject({ exitCode: 0, drafts: [], upgraded: [] });
  expect(Object.keys(it.files('shop'))).toHaveLength(before.length + 2);
  expect(await it.answer('status')).toMatchObject({ upToDate: true });
  await isAsBuilt(it);
});

test('--rebuild: a database from the revisions, with the rows of what is the same; the other one is kept', async () => {
  const it = await onBranch();
  const item =
    "export const item = p.pgTable('item', { id: p.integer().primaryKey(), base: p.integer().references(() => base.id) });";
  it.schema('shop', BASE + item);
  expect(await it.answer('dev', '--once')).toMatchObject({ exitCode: 0, drafts: [{}] });
  await it.database.query(
    'insert into item values (1, 2); create table by_hand (n integer); insert into by_hand values (1)',
  );
  await it.database.query('create index by_hand_too on base (n)');
  const built = await it.answer('dev', 'commit', '-m', 'items', '--rebuild');
  expect(built).toMatchObject({
    exitCode: 0,
    committed: true,
    revisions: [{}],
    rebuilt: { copied: ['public.base', 'public.item'], notCopied: ['public.by_hand'] },
  });
  const fresh = it.database.url;
  expect(await it.answer('status')).toMatchObject({ upToDate: true });
  expect(await it.migrate('check', '--db')).toMatchObject({ exitCode: 0 });
  expect(await it.database.query('select id, base from item')).toEqual([{ id: 1, base: 2 }]);
  expect(await it.database.query('select n from base order by id')).toHaveLength(3);
  const kept = JSON.stringify(built.rebuilt).match(/"kept":"([^"]+)"/)?.[1] ?? '';
  expect(new URL(fresh).pathname).not.toContain(kept);
  expect(await it.database.query(`select from pg_database where datname = '${kept}'`)).toHaveLength(1);
  await it.database.query(`drop database "${kept}"`);
});
