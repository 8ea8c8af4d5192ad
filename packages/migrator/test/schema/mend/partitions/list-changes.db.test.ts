import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TableKey } from '../../../../src/schema/entity/table-key.ts';
import { homelessValues, listChanges, listed } from '../../../../src/schema/mend/partitions/list-changes.ts';
import { firstPartitions, partitionBy } from '../../../../src/schema/mend/partitions/partition-sql.ts';
import type { ListPartitioning } from '../../../../src/schema/partitioning/partitioning.ts';
import { freshDatabase } from '../../../support/fresh-database.ts';

const COLUMNS = ['id', 'broker', 'note'];
const VALUES = ["'a'", "'b'", "'c'", "'d'", 'NULL'];
const NAMES = ['p', 'q', 'r', 's', 't'];

/** Any way to put values into partitions: each value into one of them, or into none. */
const partitioning = fc
  .tuple(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 5, maxLength: 5 }), fc.boolean())
  .map(([places, hasDefault]): ListPartitioning => {
    const partitions = NAMES.flatMap((name, at) => {
      const values = VALUES.filter((_, value) => places[value] === at);
      return values.length === 0 ? [] : [{ name, values }];
    });
    const table = TableKey.of('public', 'orders');
    return { by: 'list', table, columns: ['broker'], partitions, hasDefault: hasDefault || partitions.length === 0 };
  });

/** Where PostgreSQL itself puts rows, is what the partitions hold after any change; and each row is there once. */
test('rows are in the partitions that take them after any change of a list, or nothing has happened', async () => {
  const database = await freshDatabase();
  const client = await database.connect();
  const made = (name: string, of: ListPartitioning): readonly string[] => {
    const table = TableKey.of('public', name);
    const create = `create table ${name} (id int, broker text, note text default 'x', twice text generated always as (note || note) stored) ${partitionBy(of)}`;
    return [create, ...firstPartitions({ ...of, table }, { today: '2026-01-01', keyType: 'text', holdsRows: false })];
  };
  const placed = async (name: string): Promise<readonly unknown[]> => {
    const rows = await client.query(
      `select id, broker, note, twice, replace(tableoid::regclass::text, '${name}_', '') as place from ${name} order by id`,
    );
    return rows.rows;
  };
  await client.query(
    'create function never() returns trigger language plpgsql as $$ begin raise exception $t$a trigger fired$t$; end $$',
  );
  let refused = 0;
  const check = fc.asyncProperty(partitioning, partitioning, async (before, after) => {
    for (const sql of [
      'drop table if exists orders',
      'drop table if exists plain',
      ...made('orders', before),
      ...made('plain', after),
    ])
      await client.query(sql);
    const held = [...VALUES, "'z'"].filter(
      (value) => before.hasDefault || before.partitions.some(({ values }) => values.includes(value)),
    );
    for (const [at, value] of held.entries())
      await client.query(`insert into orders (id, broker, note) values (${at}, ${value}, 'n${at}')`);
    await client.query(
      'create trigger never before insert or update or delete on orders for each row execute function never()',
    );
    const start = await placed('orders');
    const isTaken = (value: string): boolean =>
      after.hasDefault || after.partitions.some(({ values }) => values.includes(value));
    const statements = listChanges(listed(before), listed(after), COLUMNS).map(({ sql }) => sql);
    const script = ['begin', ...statements, 'commit'];
    if (held.every(isTaken)) {
      for (const sql of script) await client.query(sql);
      for (const [at, value] of held.entries())
        await client.query(`insert into plain (id, broker, note) values (${at}, ${value}, 'n${at}')`);
      expect(await placed('orders')).toEqual(await placed('plain'));
      expect(homelessValues(listed(before), listed(after)).filter((value) => held.includes(value))).toEqual([]);
      return;
    }
    refused += 1;
    const run = async () => {
      for (const sql of script) await client.query(sql);
    };
    // Of a row, or of the trigger that a row without a place would fire.
    await expect(run()).rejects.toMatchObject({ code: expect.stringMatching(/^(?:23514|P0001)$/) });
    await client.query('rollback');
    expect(await placed('orders')).toEqual(start);
  });
  await fc.assert(check, { numRuns: Number(process.env.BRAID_PARTITIONS ?? 40) });
  expect(refused).toBeGreaterThan(0);
});
