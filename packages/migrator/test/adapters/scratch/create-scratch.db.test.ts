import { randomBytes } from 'node:crypto';
import { expect, inject, onTestFinished, test } from 'vitest';
import { createScratch, dropAbandonedScratch, dropScratch } from '../../../src/adapters/scratch/create-scratch.ts';
import { quoteIdentifier } from '../../../src/sql/names/quote-identifier.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { query } from '../embedded/server-kit.ts';

const unique = () => randomBytes(4).toString('hex');

test('an empty scratch database, a clone of a template, and both dropped', async () => {
  const template = await freshDatabase();
  await template.query('create table t as select 1 as one');
  const admin = await (await freshDatabase()).connect();
  const adminUrl = inject('postgresUrl');
  const empty = await createScratch(admin, adminUrl, unique());
  const clone = await createScratch(admin, adminUrl, unique(), template.name);
  expect(await query(empty.url, "select to_regclass('t') as t")).toEqual([{ t: null }]);
  expect(await query(clone.url, 'select one from t')).toEqual([{ one: 1 }]);
  for (const { name, url } of [empty, clone]) {
    await dropScratch(admin, name);
    await expect(query(url, 'select 1')).rejects.toMatchObject({ code: '3D000' });
    await dropScratch(admin, name);
  }
});

test('only scratch databases are ever dropped, and only abandoned ones that nobody uses', async () => {
  const other = await freshDatabase();
  const admin = await other.connect();
  await expect(dropScratch(admin, other.name)).rejects.toThrow(TypeError);
  const mark = unique();
  const [left, used] = [`${mark}_left`, `${mark}_used`];
  for (const suffix of [left, used]) {
    const { name } = await createScratch(admin, inject('postgresUrl'), suffix);
    onTestFinished(() => dropAgain(name));
  }
  expect(await dropAbandonedScratch(admin, (suffix) => suffix === left)).toEqual([`braid_scratch_${left}`]);
  expect(await dropAbandonedScratch(admin, (suffix) => suffix === left)).toEqual([]);
  const rows = await other.query('select datname from pg_database where datname like $1', [
    `braid\\_scratch\\_${mark}%`,
  ]);
  expect(rows).toEqual([{ datname: `braid_scratch_${used}` }]);
});

async function dropAgain(name: string): Promise<void> {
  await query(inject('postgresUrl'), `drop database if exists ${quoteIdentifier(name)}`);
}
