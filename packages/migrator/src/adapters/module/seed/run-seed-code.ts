import { join } from 'node:path';
import { SeedFileError } from '../../../errors/seed/seed-errors.ts';
import type { SeedCode } from '../../../execute/seed/run-seeds.ts';
import type { SeedOperations } from '../../../execute/seed/seed-operations.ts';
import type { SeedFile } from '../../../revision/seed/seed-file.ts';
import { BundleFailure } from '../bundle/bundle-modules.ts';
import { bundleFile } from '../bundle-file.ts';
import { transactionControl } from '../transaction-control.ts';
import { followSequences } from './follow-sequences.ts';
import { toInstall, unfitGenerator } from './seed-package.ts';
import { upsertOf } from './upsert-of.ts';

/** Loads seeds of the workspace at `root` and runs their `seed`. `args` is what the command line gave with `-x`. */
export function seedCodeIn(root: string, args: Readonly<Record<string, string>>): SeedCode {
  return async (file, session, environment) => {
    const run = await load(root, file);
    const written = new Set<string>();
    const execute: SeedOperations['execute'] = async (sql, params) => {
      const command = transactionControl(sql);
      if (command !== undefined) throw new RangeError(`a seed runs in one transaction and may not send ${command}`);
      return await session.execute(sql, params);
    };
    const operations: SeedOperations = {
      execute,
      async upsert(table, key, rows) {
        for (const row of rows) {
          await execute(...upsertOf(table, key, row));
          written.add(table);
        }
      },
      async upserting(database) {
        const [{ drizzleTables }, { upserting }] = await Promise.all([
          import('./drizzle-tables.ts'),
          import('./upserting.ts'),
        ]);
        const readTable = await drizzleTables(join(root, file.file));
        return upserting(database, readTable, (table) => written.add(table));
      },
      ...{ client: session.client, environment, args },
    };
    await run(operations);
    for (const table of written) await followSequences(execute, table);
  };
}

type Run = (operations: SeedOperations) => unknown;

async function load(root: string, { slice, file }: SeedFile): Promise<Run> {
  const exports = await exportsOf(root, { slice, file });
  const run: unknown = typeof exports === 'object' && exports !== null ? Reflect.get(exports, 'seed') : undefined;
  if (typeof run !== 'function') throw new SeedFileError({ problem: 'no-function', slice, file, line: 1 });
  return async (operations) => await run(operations);
}

async function exportsOf(root: string, { slice, file }: Pick<SeedFile, 'slice' | 'file'>): Promise<unknown> {
  const path = join(root, file);
  try {
    return await (await bundleFile(path, root)).run();
  } catch (cause) {
    const place = { slice, file, line: (cause instanceof BundleFailure ? cause.place?.line : undefined) ?? 1 };
    const missing = cause instanceof BundleFailure ? cause.missingPackage : undefined;
    if (missing !== undefined) {
      const install = toInstall(path, missing);
      throw new SeedFileError({ problem: 'package-missing', ...place, package: missing, install }, { cause });
    }
    // If it belongs to the other line of drizzle-orm, it imports names that do not exist.
    const unfit = cause instanceof SyntaxError ? unfitGenerator(path) : undefined;
    if (unfit !== undefined) throw new SeedFileError({ problem: 'package-unfit', ...place, ...unfit }, { cause });
    throw cause;
  }
}
