import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { revision } from '../../../../src/commands/revision/revision.ts';
import type { RevisionResult } from '../../../../src/commands/revision/revision-options.ts';
import { realProver, shareProvers } from '../../../proof/real-prover.ts';
import { type DemoWorkspace, demoWorkspace, shareDemo } from '../revision-kit.ts';

shareDemo();
shareProvers();

let demo: DemoWorkspace;
/** Every revision below is written only when it was run up, down and up again with rows, and built what a fresh build builds. */
const prover = realProver(() => demo);

const SHOP = (key: string, more = ''): string => `
  export const orders = p.pgTable('orders', {
    id: p.bigint({ mode: 'number' }).generatedAlwaysAsIdentity(),
    broker: p.varchar({ length: 20 }).notNull(),
    total: p.numeric({ precision: 10, scale: 2 }).notNull().default('0'),
    twice: p.numeric().generatedAlwaysAs(sql\`total * 2\`),
  }, (t) => [p.primaryKey({ columns: [${key}] }), p.index('orders_total_idx').on(t.total), p.check('orders_total_check', sql\`\${t.total} >= 0\`)]);
  ${more}`;
const EVENTS = `
  export const events = p.pgTable('events', {
    id: p.serial(), ts: p.timestamp({ withTimezone: true }).notNull(), kind: p.text(),
  }, (t) => [p.primaryKey({ columns: [t.id, t.ts] })]);
  export const lately = p.pgView('lately', { kind: p.text() }).as(sql\`select kind from events\`);`;

beforeAll(() => {
  demo = demoWorkspace({ shop: SHOP('t.id, t.broker') }, prover);
});

function declare(text: string): void {
  rmSync(join(demo.root, 'features/shop/sql'), { recursive: true, force: true });
  if (text !== '') demo.write('features/shop/sql/partitions.sql', text);
}

const write = (message: string, more: Partial<Parameters<typeof revision>[1]> = {}): Promise<RevisionResult> =>
  revision(demo.bench(), { message, ...more });

describe.sequential('partitions of lists', () => {
  test('come with a new table', async () => {
    declare("-- partition: orders by list (broker) values\n--   alpaca ('alpaca'), ib ('ib', 'ib-paper')\n");
    const [written] = (await write('start')).revisions;
    expect(written?.text).toContain('PARTITION BY LIST ("broker")');
    expect(written?.text).toContain(`CREATE TABLE "orders_ib" PARTITION OF "orders" FOR VALUES IN ('ib', 'ib-paper')`);
    expect(await write('nothing')).toMatchObject({ revisions: [] });
  });

  test.each([
    ['a value', "alpaca ('alpaca'), ib ('ib', 'ib-paper'), tv ('tv')"],
    ['a default', "alpaca ('alpaca'), ib ('ib', 'ib-paper'), tv ('tv'), default"],
    [
      'values out of the default',
      "alpaca ('alpaca'), ib ('ib', 'ib-paper'), tv ('tv'), kraken ('kraken', 'k'), default",
    ],
    ['values in other partitions', "alpaca ('alpaca', 'ib-paper'), ib ('ib'), tv ('tv', 'kraken'), default"],
    ['no default', "alpaca ('alpaca', 'ib-paper'), ib ('ib'), tv ('tv', 'kraken')"],
  ])('get %s, and rows follow', async (what, values) => {
    declare(`-- partition: orders by list (broker) values ${values}\n`);
    expect((await write(what)).revisions).toHaveLength(1);
  });

  test('go, come back and become a hash, with the rows', async () => {
    declare('');
    const [gone] = (await write('no partitions')).revisions;
    expect(gone?.text).toContain('INSERT INTO "orders" ("id", "broker", "total") OVERRIDING SYSTEM VALUE');
    expect(gone?.text).toMatch(/migrate:downgrade rows="rows of orders whose broker is none of/);
    declare('-- partition: orders by hash (id, broker) into 3\n');
    await write('hash');
    declare('-- partition: orders by list (broker)\n');
    await write('list');
    expect(await write('nothing')).toMatchObject({ revisions: [] });
  });
});

describe.sequential('partitions by time', () => {
  test('come to a table with rows, a view, a trigger and a comment', async () => {
    demo.schema('shop', SHOP('t.id, t.broker', EVENTS));
    const rest = `-- partition: orders by list (broker)
create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger touch before insert on events for each row execute function touch();
comment on column events.kind is 'what happened';
`;
    declare(rest);
    await write('events');
    declare(`${rest}-- partition: events by range (ts) every month ahead 2\n`);
    const [written] = (await write('by month')).revisions;
    expect(written?.text).toContain(
      `CREATE TABLE "events_2027_01" PARTITION OF "events" FOR VALUES FROM ('2027-01-01 00:00:00+00') TO ('2027-02-01 00:00:00+00')`,
    );
    expect(written?.text).toContain('CREATE TABLE "events_history" PARTITION OF "events" FOR VALUES FROM (MINVALUE)');
    expect(written?.text).toContain('-- migrate:upgrade rows="rows of events whose ts is 2027-02-01 or later"');
    declare(`${rest}-- partition: events by range (ts) every week ahead 20 retain 30\n`);
    expect(await write('how many there are is not a change')).toMatchObject({ revisions: [] });
    declare(`${rest}-- partition: events by range (ts) every month ahead 2 default\n`);
    expect((await write('a default')).revisions).toHaveLength(1);
  });
});
