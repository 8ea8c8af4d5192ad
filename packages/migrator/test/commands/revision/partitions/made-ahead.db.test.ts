import { expect, test } from 'vitest';
import { check } from '../../../../src/commands/check/check.ts';
import { revision } from '../../../../src/commands/revision/revision.ts';
import { realProver, shareProvers } from '../../../proof/real-prover.ts';
import { type DemoWorkspace, demoWorkspace, shareDemo } from '../revision-kit.ts';

shareDemo();
shareProvers();

const EVENTS = `export const events = p.pgTable('events', { ts: p.timestamp({ withTimezone: true }).notNull(), n: p.integer() });`;

test('check finds partitions by time that a revision makes by hand, where they may have been made ahead', async () => {
  const demo: DemoWorkspace = demoWorkspace(
    { shop: EVENTS },
    realProver(() => demo),
  );
  const byHand = async (message: string, sql: string) => {
    demo.write('hand.sql', sql);
    await revision(demo.bench(), { message, sqlFile: 'hand.sql', slice: 'shop' });
  };
  const found = async () =>
    (await check(demo.bench(), { schema: false })).findings.map(({ code, message }) => [code, message]);
  demo.write('features/shop/sql/events.sql', '-- partition: events by range (ts) every month ahead 2\n');
  await revision(demo.bench(), { message: 'events' });
  // Nobody makes the partitions of a table ahead that is partitioned by hand.
  await byHand(
    'by hand',
    'create table other (ts date) partition by range (ts); create table other_1 partition of other default;',
  );
  await byHand('more', "create table other_2 partition of other for values from ('2999-01-01') to ('2999-02-01');");
  await byHand('the rest', 'create table events_default partition of events default;');
  expect(await found()).toEqual([]);
  await byHand(
    'in time',
    "create table events_2999_01 partition of events for values from ('2999-01-01') to ('2999-02-01');",
  );
  expect(await found()).toEqual([
    ['partition-made-ahead', expect.stringContaining('events_2999_01 is a partition by time of events')],
  ]);
});
