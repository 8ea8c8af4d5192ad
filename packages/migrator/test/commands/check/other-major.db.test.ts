import { afterAll, beforeAll, expect, test } from 'vitest';
import { olderMajor } from '../../support/older-major.ts';
import type { TestPostgres } from '../../support/setup/acquire-postgres.ts';
import { liveReference } from './live-reference.ts';

let older: TestPostgres;
beforeAll(async () => {
  older = await olderMajor();
});
afterAll(() => older.stop());

const CHANGES = `
  alter table events alter column source set default 'somewhere';
  create or replace view latest_closes as select distinct on (symbol) symbol, date, close, volume from daily_ohlcv order by symbol, date;
  alter table orders drop constraint orders_quantity_check, add constraint orders_quantity_check check (quantity > 1);
`;

test('a database of another major has no drift where nothing changed, and has it where something did', async () => {
  const { database, check, findings } = await liveReference(['heads'], older.url);
  expect(await check()).toMatchObject({ sameMajor: false, differences: [], findings: [], notCompared: [] });
  expect(await findings('common')).toMatchObject({ findings: [], comparison: { sameMajor: false, notCompared: [] } });

  const [view] = await database.query(`select pg_get_viewdef('latest_closes') as text`);
  expect(view?.text).toContain('DISTINCT ON (daily_ohlcv.symbol)');
  await database.query(CHANGES);
  await database.query('create extension citext');
  const { differences, notCompared } = await check({ ignore: ['extension citext'] });
  expect(differences.map(({ change, kind, name, slice }) => `${change} ${kind} ${name} ${slice}`).sort()).toEqual([
    'changed column source events',
    'changed constraint orders_quantity_check execution',
    'changed view latest_closes common',
  ]);
  expect(notCompared).toEqual([]);
});
