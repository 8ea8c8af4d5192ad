import { join } from 'node:path';
import { SeedFileError } from '../../errors/seed/seed-errors.ts';
import type { SeedCode } from '../../execute/seed/run-seeds.ts';
import type { SeedOperations } from '../../execute/seed/seed-operations.ts';
import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { bundleFile } from './bundle-file.ts';
import { transactionControl } from './transaction-control.ts';

/** Loads seeds of the workspace at `root` and runs their `seed`. `args` is what the command line gave with `-x`. */
export function seedCodeIn(root: string, args: Readonly<Record<string, string>>): SeedCode {
  return async ({ slice, file }, session, environment) => {
    const exports = await (await bundleFile(join(root, file), root)).run();
    const run: unknown = typeof exports === 'object' && exports !== null ? Reflect.get(exports, 'seed') : undefined;
    if (typeof run !== 'function') throw new SeedFileError({ problem: 'no-function', slice, file, line: 1 });
    const execute: SeedOperations['execute'] = async (sql, params) => {
      const command = transactionControl(sql);
      if (command !== undefined) throw new RangeError(`a seed runs in one transaction and may not send ${command}`);
      return await session.execute(sql, params);
    };
    const operations: SeedOperations = {
      execute,
      async upsert(table, key, rows) {
        for (const row of rows) await execute(...upsertOf(table, key, row));
      },
      ...{ client: session.client, environment, args },
    };
    await run(operations);
  };
}

/** One statement for one row: the columns of rows may differ. */
function upsertOf(
  table: string,
  key: readonly string[],
  row: Readonly<Record<string, unknown>>,
): [sql: string, params: readonly unknown[]] {
  const columns = Object.keys(row);
  const others = columns.filter((column) => !key.includes(column));
  const list = (names: readonly string[]) => names.map(quoteIdentifier).join(', ');
  const set = others.map((column) => `${quoteIdentifier(column)} = excluded.${quoteIdentifier(column)}`).join(', ');
  const values = columns.map((_, index) => `$${index + 1}`).join(', ');
  const action = others.length === 0 ? 'nothing' : `update set ${set}`;
  return [
    `insert into ${table} (${list(columns)}) values (${values}) on conflict (${list(key)}) do ${action}`,
    columns.map((column) => row[column]),
  ];
}
