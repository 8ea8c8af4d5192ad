import { expect, inject, onTestFinished, test } from 'vitest';
import { driftFinding } from '../../../src/commands/check/check-database.ts';
import { liveReference as live } from './live-reference.ts';

test('a database that only the runner touched has no drift, whoever owns it and whatever was granted', async () => {
  const { database, check } = await live(['heads']);
  const owner = `drift_${process.pid}`;
  onTestFinished(async () => {
    await database.query(`reassign owned by ${owner} to current_user; drop owned by ${owner}; drop role ${owner}`);
  });
  await database.query(`create role ${owner}; alter table events owner to ${owner}; grant select on orders to ${owner};
    create table market_data_2031 partition of market_data for values from ('2031-01-01') to ('2032-01-01')`);
  expect(await check()).toMatchObject({ differences: [], findings: [], sameMajor: true });
  const { heads, serverVersion } = await check({ slice: 'events' });
  expect(heads).toHaveLength(5);
  expect(serverVersion).toMatch(/^\d+\.\d+$/);
  expect(inject('postgresUrl')).not.toBe('');
});

const CHANGES = `
  alter table events alter column source set default 'somewhere';
  drop index events_correlation_id_idx;
  do $$ begin execute format('create or replace view broker_exposure as select * from (%s) x where false', rtrim(pg_get_viewdef('broker_exposure'), ';')); end $$;
  alter table orders drop constraint orders_quantity_check, add constraint orders_quantity_check check (quantity > 1);
  create table left_over (id int); create schema cron; create table cron.job (id int);
  drop table biases;
  create extension citext; create table spatial_ref_sys (id int primary key); create schema of_tool; create table of_tool.job (id int);
  alter extension citext add table spatial_ref_sys; alter extension citext add schema of_tool;
`;

test('every kind of drift shows, with the slice that made the thing', async () => {
  const { database, check, findings } = await live(['heads']);
  const indexes = await database.query(`select indexname from pg_indexes where indexname ~ 'correlation'`);
  await database.query(CHANGES.replaceAll('events_correlation_id_idx', String(indexes[0]?.indexname)));
  const { differences } = await check();
  expect(differences.map(({ change, kind, name, slice }) => `${change} ${kind} ${name} ${slice}`).sort()).toEqual([
    'changed column source events',
    'changed constraint orders_quantity_check execution',
    'changed view broker_exposure execution',
    `missing index ${indexes[0]?.indexname} events`,
    'missing table biases strategy',
    // What an extension owns, as PostGIS its spatial_ref_sys, is its own affair.
    'unexpected extension citext null',
    'unexpected schema cron null',
    'unexpected table left_over null',
  ]);
  const ofEvents = await check({ slice: 'events' });
  expect(ofEvents.differences.map(({ name }) => name).sort()).toEqual([String(indexes[0]?.indexname), 'source'].sort());
  expect((await findings('events', 'strategy')).findings.map(({ code, slice }) => `${code} ${slice}`).sort()).toEqual([
    'drift-changed events',
    'drift-missing events',
    'drift-missing strategy',
  ]);
  const ignored = await check({
    ignore: ['schema cron', 'extension citext', 'public.left_over', '* public.biases', 'public.orders'],
  });
  expect(ignored.ignored).toBeGreaterThan(2);
  expect(ignored.differences.filter(({ name }) => ['cron', 'left_over', 'biases', 'citext'].includes(name))).toEqual(
    [],
  );

  const finding = driftFinding(differences.find(({ name }) => name === 'source') ?? expect.fail('no difference'));
  expect(finding).toMatchObject({ code: 'drift-changed', slice: 'events' });
  expect(finding.message).toContain("default: (default) -> 'somewhere'");
});

test('a part of the revisions is compared with that part, and nothing is written', async () => {
  const { database, check } = await live(['events@head']);
  expect(await check()).toMatchObject({ differences: [], findings: [] });
  const empty = await live([]);
  expect(await empty.check()).toMatchObject({ heads: [], differences: [] });
  expect(await empty.database.query(`select nspname from pg_namespace where nspname = 'braid'`)).toEqual([]);
  await database.query(`update braid.applied set checksum = repeat('0', 64) where revision = '7c08c0f82517'`);
  expect((await check()).findings.map(({ code }) => code)).toEqual(['applied-file-edited']);
});
