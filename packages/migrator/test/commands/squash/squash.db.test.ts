import { expect } from 'vitest';
import { catalogOf, differences } from '../../support/catalog-of.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { longTest as test } from '../../support/sample.ts';
import { type Feature, feature } from '../amend/amend-kit.ts';

const BASE = "export const base = p.pgTable('base', { id: p.integer().primaryKey() });\n";
const item = (columns: string): string =>
  `${BASE}export const item = p.pgTable('item', { id: p.integer().primaryKey()${columns} });\n`;
const STATES = [
  item(', title: p.text()'),
  item(', title: p.text(), n: p.integer()'),
  item(', n: p.bigint({ mode: "number" })'),
];

/** `base` is on main; three revisions of the branch make, change and clear away parts of `item`, all applied. */
async function onFeature(): Promise<Feature & { readonly ids: readonly string[] }> {
  const it = await feature({ shop: BASE });
  const ids: string[] = [];
  const write = async (...argv: readonly string[]): Promise<void> => {
    expect(await it.answer('revision', '--slice', 'shop', ...argv)).toMatchObject({ exitCode: 0 });
    ids.push(
      /[0-9a-f]{12}/.exec(
        Object.keys(it.files('shop')).find((file) => !ids.some((id) => file.includes(id))) ?? '',
      )?.[0] ?? '',
    );
  };
  await write('-m', 'base');
  it.commit();
  it.git('checkout', '-qb', 'feature');
  for (const [at, state] of STATES.entries()) {
    it.schema('shop', state);
    await write('-m', `step ${at}`, ...(at === 0 ? ['--branch-label', 'items'] : []));
  }
  expect(await it.answer('upgrade')).toMatchObject({ exitCode: 0 });
  await it.database.query('insert into base select generate_series(1, 3)');
  return { ...it, ids };
}

async function isAsBuilt({ database, migrate }: Feature): Promise<void> {
  const fresh = await freshDatabase();
  expect(await migrate('upgrade', '--url', fresh.url)).toMatchObject({ exitCode: 0 });
  const [here, there] = [await catalogOf(await database.connect()), await catalogOf(await fresh.connect())];
  expect(differences(here, there)).toBe('');
}

test('the revisions of a branch become one, with the id of the newest, and the database follows', async () => {
  const it = await onFeature();
  const [base = '', first = '', second = '', third = ''] = it.ids;
  const answer = await it.answer('squash', '--unpublished', '-m', 'items');
  expect(answer).toMatchObject({
    exitCode: 0,
    appliedAgain: true,
    revision: { revision: third, revises: [base], labels: ['items'], message: 'items' },
    squashed: [{ revision: first }, { revision: second }, { revision: third }],
  });
  const files = Object.keys(it.files('shop'));
  expect(files).toHaveLength(4);
  expect(files.filter((file) => file.includes(third))).toHaveLength(2);
  // What came and went on the way is in no file any more.
  expect(it.read(it.newest('shop'))).not.toContain('title');
  expect(await it.database.query('select count(*)::int as n from base')).toEqual([{ n: 3 }]);
  expect(await it.answer('check')).toMatchObject({ exitCode: 0 });
  expect(await it.answer('status')).toMatchObject({ upToDate: true });
  await isAsBuilt(it);
  expect(await it.answer('squash', '--unpublished')).toMatchObject({
    exitCode: 2,
    error: { facts: { problem: 'nothing-to-squash', count: 1 } },
  });
});

test('a part of them, rows that are asked about, and what is refused', async () => {
  const it = await onFeature();
  const [base = '', first = '', second = '', third = ''] = it.ids;
  const before = it.files('shop');
  const squash = (...argv: readonly string[]) => it.answer('squash', ...argv);
  expect(await squash(`${first}..${third}`)).toMatchObject({ error: { facts: { problem: 'squash-unpublished' } } });
  for (const range of [third, `${third}..${first}`, `${base}..`, `..${base}`, `${base}..${first}..${third}`]) {
    expect(await squash(range, '--unpublished')).toMatchObject({ error: { facts: { problem: 'not-a-squash-range' } } });
  }
  // The third one needs the second one as it is.
  expect(await squash(`${base}..${second}`, '--unpublished')).toMatchObject({
    error: { code: 'rewrite-refused', facts: { problem: 'needed', by: [third] } },
  });
  expect(await squash(`base..${third}`, '--unpublished')).toMatchObject({
    error: { facts: { problem: 'published', ref: 'main', revision: base } },
  });
  await it.database.query('insert into item values (1, 5)');
  const lost = await squash('--unpublished');
  expect(lost).toMatchObject({ exitCode: 2, error: { code: 'confirmation-required' } });
  expect(JSON.stringify(lost)).toContain('public.item has rows');
  await it.answer('downgrade', 'shop@-1');
  expect(await squash('--unpublished', '--yes')).toMatchObject({ error: { facts: { problem: 'applied-partly' } } });
  expect(it.files('shop')).toEqual(before);
  expect(await it.answer('upgrade', third)).toMatchObject({ exitCode: 0 });

  expect(await squash(`${first}..${third}`, '--unpublished', '--yes')).toMatchObject({
    exitCode: 0,
    squashed: [{ revision: second }, { revision: third }],
  });
  // The table is that of the first one, which stays.
  expect(await it.database.query('select id from item')).toEqual([{ id: 1 }]);
  await isAsBuilt(it);
});
