import { beforeAll, describe, expect, test } from 'vitest';
import { revision } from '../../../../src/commands/revision/revision.ts';
import type { RevisionResult } from '../../../../src/commands/revision/revision-options.ts';
import { realProver, shareProvers } from '../../../proof/real-prover.ts';
import { type DemoWorkspace, demoWorkspace, shareDemo } from '../revision-kit.ts';

shareDemo();
shareProvers();

let demo: DemoWorkspace;
/** Every revision is written only when it was run up, down and up again with rows, and built what a fresh build builds. */
const prover = realProver(() => demo);

const write = (message: string, more: Partial<Parameters<typeof revision>[1]> = {}): Promise<RevisionResult> =>
  revision(demo.bench(), { message, ...more });
const declare = (text: string): void => demo.write('features/shop/sql/p.sql', `${text}\n`);
const CRM = (view: string): string => `
  import { orders } from '@demo/shop/schema';
  export const people = p.pgTable('people', { id: p.serial().primaryKey() }, (t) => [
    p.pgPolicy('own', { using: sql\`exists (select from orders where orders.id = people.id)\` }),
  ]);
  ${view}`;
const VIEW = "export const big = p.pgView('big').as((q) => q.select().from(orders));";
const SHOP = (columns: string, key: string, more = ''): string => `
  export const broker = p.pgEnum('broker', ['ib', 'alpaca'${more}]);
  export const orders = p.pgTable('orders', { id: p.integer().notNull(), ${columns} }, (t) => [p.primaryKey({ columns: [${key}] })]);`;

beforeAll(() => {
  demo = demoWorkspace(
    { shop: SHOP('broker: broker().notNull(), note: p.varchar({ length: 20 })', 't.id'), crm: CRM(VIEW) },
    prover,
  );
});

describe.sequential('a partitioned table', () => {
  test('gets its key in the same change, while another slice reads it', async () => {
    await write('start');
    demo.schema('shop', SHOP('broker: broker().notNull(), note: p.varchar({ length: 20 })', 't.id, t.broker'));
    declare("-- partition: orders by list (broker) values ib ('ib'), default");
    const { revisions } = await write('partitions');
    expect(revisions.map(({ text }) => text).join()).toContain('PARTITION BY LIST ("broker")');
    expect(await write('nothing')).toMatchObject({ revisions: [] });
  });

  test('changes together with its partitions: a new value of an enum, a column, its type', async () => {
    demo.schema(
      'shop',
      SHOP(
        "broker: broker().notNull(), note: p.text(), at: p.date().notNull().default('2026-01-01')",
        't.id, t.broker',
        ", 'tv'",
      ),
    );
    declare("-- partition: orders by list (broker) values ib ('ib'), tv ('tv'), default");
    const { revisions } = await write('more');
    expect(revisions.map(({ slice }) => slice)).toContain('shop');
    expect(await write('nothing')).toMatchObject({ revisions: [] });
  });

  test('is renamed with its key and its partitions, and not rebuilt', async () => {
    demo.schema('crm', CRM('').replaceAll(/\borders\b/g, 'bookings'));
    demo.schema(
      'shop',
      SHOP(
        "venue: broker().notNull(), note: p.text(), at: p.date().notNull().default('2026-01-01')",
        't.id, t.venue',
        ", 'tv'",
      )
        .replace('const orders', 'const bookings')
        .replace("'orders'", "'bookings'"),
    );
    declare("-- partition: bookings by list (venue) values ib ('ib'), tv ('tv'), default");
    const { revisions } = await write('renamed', { renames: ['orders=bookings', 'bookings.broker=venue'] });
    const text = revisions.map((each) => each.text).join();
    expect(text).toContain('ALTER TABLE "orders_tv" RENAME TO "bookings_tv"');
    expect(text).not.toContain('OVERRIDING SYSTEM VALUE');
    expect(await write('nothing')).toMatchObject({ revisions: [] });
  });

  test('goes with its partitions, and comes back with them', async () => {
    demo.schema('crm', "export const people = p.pgTable('people', { id: p.serial().primaryKey() });");
    demo.schema('shop', "export const broker = p.pgEnum('broker', ['ib', 'alpaca', 'tv']);");
    declare('-- none');
    const { revisions } = await write('gone');
    expect(revisions.map((each) => each.text).join()).toContain('CREATE TABLE "bookings_tv" PARTITION OF "bookings"');
  });
});
