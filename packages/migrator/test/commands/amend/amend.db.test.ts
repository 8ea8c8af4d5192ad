import { expect, test } from 'vitest';
import { catalogOf, differences } from '../../support/catalog-of.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { type Feature, feature } from './amend-kit.ts';

const BASE = "export const base = p.pgTable('base', { id: p.integer().primaryKey() });\n";
const shop = (columns: string): string =>
  `${BASE}export const item = p.pgTable('item', { id: p.integer().primaryKey(), ${columns} });\n`;

/** `base` is on main and applied with rows; `item` is in a revision of the branch `feature`, applied. */
async function onFeature(columns = 'title: p.text()'): Promise<Feature> {
  const it = await feature({ shop: BASE });
  expect(await it.answer('revision', '-m', 'base')).toMatchObject({ exitCode: 0 });
  it.commit();
  it.git('checkout', '-qb', 'feature');
  it.schema('shop', shop(columns));
  expect(await it.answer('revision', '-m', 'items')).toMatchObject({ exitCode: 0 });
  expect(await it.answer('upgrade')).toMatchObject({ exitCode: 0 });
  await it.database.query('insert into base select generate_series(1, 3)');
  return it;
}

/** What all revisions make of an empty database is what the development database has. */
async function isAsBuilt({ database, migrate }: Feature): Promise<void> {
  const fresh = await freshDatabase();
  expect(await migrate('upgrade', '--url', fresh.url)).toMatchObject({ exitCode: 0 });
  const [here, there] = [await catalogOf(await database.connect()), await catalogOf(await fresh.connect())];
  expect(differences(here, there)).toBe('');
}

test('a revision is written again with its id, reverted and applied; other rows stay', async () => {
  const it = await onFeature();
  const [old, before] = [it.newest('shop'), it.files('shop')];
  it.schema('shop', shop('headline: p.text(), price: p.integer()'));
  const answer = await it.answer('amend');
  expect(answer).toMatchObject({ exitCode: 0, changed: true, appliedAgain: true, replaced: null, environments: [] });
  expect(it.newest('shop')).toBe(old);
  expect(Object.keys(it.files('shop'))).toEqual(Object.keys(before));
  expect(it.read(old)).toContain('"headline" text');
  expect(it.read(old).split('\n').slice(0, 5)).toEqual(before[old]?.split('\n').slice(0, 5));
  expect(await it.database.query('select count(*)::int as n from base')).toEqual([{ n: 3 }]);
  expect(await it.migrate('check')).toMatchObject({ exitCode: 0 });
  expect(await it.answer('status')).toMatchObject({ upToDate: true });
  await isAsBuilt(it);

  // Nothing left to do; then only another message, which is another name.
  expect(await it.answer('amend')).toMatchObject({ exitCode: 0, changed: false });
  const renamed = await it.answer('amend', '-m', 'items with prices');
  expect(renamed).toMatchObject({ exitCode: 0, changed: true, replaced: old });
  expect(it.newest('shop')).toMatch(/_items_with_prices\.sql$/);
  expect(Object.keys(it.files('shop'))).toHaveLength(4);
  await isAsBuilt(it);

  // Where it is not applied, it is not applied afterwards either.
  expect(await it.answer('downgrade', 'shop@-1')).toMatchObject({ exitCode: 0 });
  it.schema('shop', shop('price: p.integer()'));
  expect(await it.answer('amend')).toMatchObject({ exitCode: 0, appliedAgain: false });
  expect(await it.answer('upgrade')).toMatchObject({ exitCode: 0 });
  await isAsBuilt(it);
});

test('rows that would be lost, and what was written by hand, are asked about', async () => {
  const it = await onFeature();
  const file = it.newest('shop');
  await it.database.query("insert into item values (1, 'x')");
  it.schema('shop', shop('title: p.text().notNull()'));
  const before = it.files('shop');
  const lost = await it.answer('amend');
  expect(lost).toMatchObject({ exitCode: 2, error: { code: 'confirmation-required' } });
  expect(JSON.stringify(lost)).toContain('public.item has rows');
  expect(it.files('shop')).toEqual(before);
  expect(await it.database.query('select title from item')).toEqual([{ title: 'x' }]);
  await it.database.query('delete from item');

  expect(await it.answer('downgrade', 'shop@-1')).toMatchObject({ exitCode: 0 });
  it.write(file, `${it.read(file).replace(/(-- migrate:downgrade)/, 'create index by_hand on item (title);\n\n$1')}`);
  const edited = await it.answer('amend');
  expect(edited).toMatchObject({ exitCode: 2, error: { code: 'confirmation-required' } });
  expect(JSON.stringify(edited)).toContain('written by hand: create index by_hand on item (title);');
  expect(await it.answer('amend', '--yes')).toMatchObject({ exitCode: 0, changed: true });
  expect(it.read(file)).not.toContain('by_hand');
});

test('rows from before the revision are not lost without a question, either', async () => {
  const base = (column: string): string =>
    `export const base = p.pgTable('base', { id: p.integer().primaryKey()${column} });\n`;
  const it = await feature({ shop: base(', n: p.text()') });
  expect(await it.answer('revision', '-m', 'base')).toMatchObject({ exitCode: 0 });
  expect(await it.answer('upgrade')).toMatchObject({ exitCode: 0 });
  await it.database.query("insert into base values (1, 'x')");
  it.commit();
  it.git('checkout', '-qb', 'feature');
  it.schema('shop', base(', n: p.text(), extra: p.integer()'));
  expect(await it.answer('revision', '-m', 'more')).toMatchObject({ exitCode: 0 });
  expect(await it.answer('upgrade')).toMatchObject({ exitCode: 0 });
  const before = it.files('shop');
  it.schema('shop', base(', extra: p.integer()'));
  const ambiguous = await it.answer('amend');
  expect(ambiguous).toMatchObject({ exitCode: 2, error: { code: 'rename-ambiguous' } });
  const asked = await it.answer('amend', '--new', 'base.extra');
  expect(asked).toMatchObject({
    exitCode: 2,
    error: {
      code: 'confirmation-required',
      facts: { losses: expect.arrayContaining(['applying it loses the data in base.n (rows are in public.base)']) },
    },
  });
  expect(it.files('shop')).toEqual(before);
  expect(await it.database.query('select n from base')).toEqual([{ n: 'x' }]);
  expect(await it.answer('amend', '--new', 'base.extra', '--yes')).toMatchObject({ exitCode: 0, changed: true });
  // That it is new is known from now on.
  it.schema('shop', base(', extra: p.integer().default(7)'));
  expect(await it.answer('amend', '--yes')).toMatchObject({ exitCode: 0, changed: true, revision: { renames: [] } });
  await isAsBuilt(it);
});

test('renames are kept, and what a person said of it: labels, notes, dependencies', async () => {
  const it = await feature({ shop: `${BASE}export const t = p.pgTable('t', { a: p.integer() });`, other: '' });
  it.schema('other', "export const o = p.pgTable('o', { id: p.integer().primaryKey() });");
  expect(await it.answer('revision', '-m', 'begin')).toMatchObject({ exitCode: 0 });
  it.commit();
  it.git('checkout', '-qb', 'feature');
  it.schema('shop', `${BASE}export const t = p.pgTable('t', { b: p.integer() });`);
  const line = ['--rename', 't.a=b', '--branch-label', 'prices', '--ticket', 'SHOP-1', '--depends-on', 'other'];
  expect(await it.answer('revision', '-m', 'rename', '--slice', 'shop', ...line)).toMatchObject({ exitCode: 0 });
  expect(await it.answer('upgrade')).toMatchObject({ exitCode: 0 });
  await it.database.query('insert into t values (7)');
  it.schema('shop', `${BASE}export const t = p.pgTable('t', { b: p.integer(), c: p.text() });`);
  expect(await it.answer('amend')).toMatchObject({ exitCode: 0, revision: { renames: ['column t.a=b'] } });
  const text = it.read(it.newest('shop'));
  for (const part of ['branch-label: prices', 'ticket: SHOP-1', 'depends-on: other']) expect(text).toContain(part);
  expect(await it.database.query('select b, c from t')).toEqual([{ b: 7, c: null }]);
  // The schema thought better of it: the rename fits nothing any more.
  it.schema('shop', `${BASE}export const t = p.pgTable('t', { a: p.integer(), c: p.text() });`);
  expect(await it.answer('amend')).toMatchObject({ error: { code: 'confirmation-required' } });
  expect(await it.answer('amend', '--yes')).toMatchObject({ exitCode: 0, revision: { renames: [] } });
  expect(await it.database.query('select a, c from t')).toEqual([{ a: 7, c: null }]);
  await isAsBuilt(it);
});

test('what it would do to a database in use is reported, as by revision; what it made itself is not in use', async () => {
  const it = await onFeature();
  const index = (name: string) => `(t) => [p.index('${name}').on(t.id)]`;
  it.schema(
    'shop',
    `export const base = p.pgTable('base', { id: p.integer().primaryKey() }, ${index('base_ids')});
export const item = p.pgTable('item', { id: p.integer().primaryKey() }, ${index('item_ids')});
`,
  );
  const answer = await it.answer('amend');
  expect(answer).toMatchObject({
    exitCode: 0,
    revision: {
      findings: [
        { rule: 'int-key', on: 'item', level: 'info' },
        { rule: 'index-not-concurrent', on: 'base', level: 'error' },
      ],
    },
  });
});
