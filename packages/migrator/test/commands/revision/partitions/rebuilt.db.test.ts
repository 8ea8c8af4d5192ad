import { beforeAll, describe, expect, test } from 'vitest';
import { revision } from '../../../../src/commands/revision/revision.ts';
import type { RevisionResult } from '../../../../src/commands/revision/revision-options.ts';
import { realProver, shareProvers } from '../../../proof/real-prover.ts';
import { type DemoWorkspace, demoWorkspace, shareDemo } from '../revision-kit.ts';

shareDemo();
shareProvers();

let demo: DemoWorkspace;
const prover = realProver(() => demo);

const SCHEMA = `
  export const orders = p.pgTable('orders', {
    id: p.serial(), broker: p.text().notNull(), note: p.text(),
  }, (t) => [
    p.primaryKey({ columns: [t.id, t.broker] }), p.unique('orders_note_key').on(t.note, t.broker),
    p.pgPolicy('mine', { using: sql\`broker = current_user\` }),
  ]);
  export const lines = p.pgTable('lines', {
    id: p.serial().primaryKey(), order: p.integer().notNull(), broker: p.text().notNull(),
  }, (t) => [p.foreignKey({ columns: [t.order, t.broker], foreignColumns: [orders.id, orders.broker] })]);`;

beforeAll(async () => {
  demo = demoWorkspace({ shop: SCHEMA }, prover);
  await write('start');
});

const write = (message: string, more: Partial<Parameters<typeof revision>[1]> = {}): Promise<RevisionResult> =>
  revision(demo.bench(), { message, ...more });

async function ofOrders() {
  const { entities } = await prover.builtBy(demo.bench().graph().heads);
  return entities
    .filter(
      ({ name, relation, facts }) =>
        facts.partitionOf === undefined &&
        (name === 'orders' || relation === 'orders' || name === 'orders_id_seq' || relation === 'lines'),
    )
    .map(({ kind, name, facts: { partitionKey: _, columnOrder: _order, ...facts } }) => ({ kind, name, facts }));
}

describe.sequential('a table that is rebuilt', () => {
  test('keeps keys, policies, what refers to it, sequences, and privileges that a revision by hand gave', async () => {
    demo.write(
      'grant.sql',
      '-- migrate:upgrade\ngrant select on orders to public; grant update (note) on orders to public; grant usage on sequence orders_id_seq to public;\n-- migrate:downgrade\nrevoke all on orders from public; revoke update (note) on orders from public; revoke all on sequence orders_id_seq from public;',
    );
    await write('grants', { sqlFile: 'grant.sql', slice: 'shop' });
    const before = await ofOrders();
    demo.write('features/shop/sql/p.sql', "-- partition: orders by list (broker) values a ('a'), default\n");
    const [written] = (await write('partitions')).revisions;
    expect(written?.text).toContain('ALTER TABLE "lines" DROP CONSTRAINT');
    expect(await ofOrders()).toEqual(before);
  });

  test('is refused where nobody declares what would be gone: a trigger, a publication', async () => {
    demo.write(
      'hand.sql',
      `-- migrate:upgrade
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger by_hand before insert on orders for each row execute function f(); create publication pub for table orders;
-- migrate:downgrade
drop publication pub; drop trigger by_hand on orders; drop function f();`,
    );
    await write('by hand', { sqlFile: 'hand.sql', slice: 'shop' });
    demo.write('features/shop/sql/p.sql', '-- nothing any more\n');
    await expect(write('undone')).rejects.toMatchObject({
      message: expect.stringContaining('orders would be rebuilt without publication pub, trigger by_hand'),
    });
  });

  test('is refused with its reason where its key does not hold the partition key', async () => {
    demo.write('features/shop/sql/p.sql', '\n  -- partition: orders by list (note)\n');
    await expect(write('unfit')).rejects.toMatchObject({
      code: 'partition-unfit',
      message: expect.stringContaining(
        'features/shop/sql/p.sql:2:3: orders cannot be partitioned like this: it has the primary key (id, broker), which does not include note',
      ),
    });
    demo.write('features/shop/sql/p.sql', '-- partition: orders by lists (broker)\n');
    await expect(write('malformed')).rejects.toMatchObject({ code: 'partition-syntax' });
  });
});
