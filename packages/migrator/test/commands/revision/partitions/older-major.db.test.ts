import { expect, onTestFinished, test } from 'vitest';
import { revision } from '../../../../src/commands/revision/revision.ts';
import { freshDatabase } from '../../../support/fresh-database.ts';
import { olderMajor } from '../../../support/older-major.ts';
import { demoWorkspace, shareDemo } from '../revision-kit.ts';

shareDemo();

const SCHEMA = `
  export const orders = p.pgTable('orders', {
    id: p.bigint({ mode: 'number' }).generatedAlwaysAsIdentity(), serial: p.serial(), broker: p.text().notNull(),
    ts: p.timestamp({ withTimezone: true }).notNull(), total: p.integer().notNull(), twice: p.integer().generatedAlwaysAs(sql\`total * 2\`),
  }, (t) => [
    p.primaryKey({ columns: [t.id, t.broker, t.ts] }), p.index('orders_total_idx').on(t.total), p.check('orders_total_check', sql\`total > 0\`),
    p.pgPolicy('mine', { using: sql\`broker = current_user\` }),
  ]);
  export const lines = p.pgTable('lines', { id: p.bigint({ mode: 'number' }), broker: p.text(), ts: p.timestamp({ withTimezone: true }) },
    (t) => [p.foreignKey({ columns: [t.id, t.broker, t.ts], foreignColumns: [orders.id, orders.broker, orders.ts] })]);`;

/** What another generation of PostgreSQL makes of the statements: identity columns and row triggers of partitions differ. */
test('PostgreSQL 15 partitions, changes and rebuilds tables with their rows, both ways', async () => {
  const server = await olderMajor();
  onTestFinished(() => server.stop());
  const database = await freshDatabase(server.url);
  const client = await database.connect();
  const demo = demoWorkspace({ shop: SCHEMA });
  const write = async (declaration: string) => {
    demo.write('features/shop/sql/p.sql', `${declaration}\n`);
    const { revisions } = await revision(demo.bench(), { message: 'next', unproven: 'it runs on another server' });
    const [, up = '', down = ''] = (revisions[0]?.text ?? '').split(/-- migrate:(?:up|down)grade[^\n]*\n/);
    return { up, down };
  };
  const run = (sql: string) => client.query(`begin;\n${sql}\n;commit`);
  const state = async () => {
    const rows = await client.query('select id, serial, broker, ts, total, twice from orders order by id');
    const sequences = await client.query(
      'select sequencename as name, last_value as last from pg_sequences order by 1',
    );
    return { rows: rows.rows, sequences: sequences.rows };
  };
  await run((await write('-- none')).up);
  await client.query(
    "insert into orders (broker, ts, total) select 'b' || n % 3, now() - n * interval '1 day', n from generate_series(1, 90) n; insert into lines select id, broker, ts from orders limit 5",
  );
  const before = await state();
  expect(before.rows).toHaveLength(90);
  for (const declaration of [
    "-- partition: orders by list (broker) values zero ('b0'), default",
    '-- partition: orders by hash (id) into 4',
    '-- partition: orders by range (ts) every month ahead 3',
    '-- partition: orders by range (ts) every month ahead 3 default',
    '-- none',
  ]) {
    const { up, down } = await write(declaration);
    for (const sql of [up, down, up]) {
      await run(sql);
      expect(await state()).toEqual(before);
    }
  }
  await expect(client.query("insert into lines values (1, 'no such', now())")).rejects.toMatchObject({ code: '23503' });
});
