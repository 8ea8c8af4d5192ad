import { withDatabase } from '../../conninfo/with-database.ts';
import type { Rebuild } from '../../ports/development/rebuild.ts';
import { cutName } from '../../sql/names/cut-name.ts';
import { databaseOf } from './with-server-databases.ts';
import type { WorkshopParts } from './workshop-parts.ts';

/** Leaves room for a suffix that makes the names unique. */
const NAME_BYTES = 40;

/** See `WithRebuild`. */
export async function withRebuild<Result>(
  parts: WorkshopParts,
  work: (rebuild: Rebuild) => Promise<Result>,
): Promise<Result> {
  const { bench } = parts;
  const location = await parts.location();
  const name = databaseOf(location);
  const moment = bench.ambient.now().toISOString().replace(/\D/g, '').slice(0, 14);
  const start = cutName(name, NAME_BYTES);
  const [fresh, kept] = [`${start}_new_${moment}`, `${start}_before_${moment}`];
  const options = { stateSchema: bench.settings.stateSchema, toolVersion: bench.toolVersion };
  const beside = { ...location, url: withDatabase(location.url, fresh) };
  const { openServerDatabases } = await import('../../adapters/pg/databases/server-databases.ts');
  const { openPgDatabase } = await import('../../adapters/pg/pg-database.ts');
  const { readLiveCatalog } = await import('../../adapters/scratch/read-live-catalog.ts');
  const { withSession } = await import('../../adapters/rehearsal/rehearsal-session.ts');
  const { copyTables } = await import('../../adapters/dev/copy-tables.ts');
  const { sourceReferences, sourceTables } = await import('../../adapters/dev/source-tables.ts');
  const server = await openServerDatabases({ ...location, ...options }, name, bench.safety.command);
  let isSwapped = false;
  try {
    await server.createLike(fresh, name);
    const database = openPgDatabase({ ...beside, ...options });
    try {
      return await work({
        database,
        catalog: () => readLiveCatalog({ ...beside, stateSchema: options.stateSchema }),
        references: () => withSession(location, (client) => sourceReferences(client, options.stateSchema)),
        tables: () => withSession(location, (client) => sourceTables(client, options.stateSchema)),
        copy: (tables) =>
          withSession(location, (source) =>
            withSession(beside, (target) => copyTables(source, target, tables, bench.runner.stop)),
          ),
        async swap() {
          await database.close();
          await (await bench.database()).close();
          await server.takePlace(fresh, name, kept);
          isSwapped = true;
          return kept;
        },
      });
    } finally {
      await database.close();
    }
  } finally {
    if (!isSwapped) await server.drop(fresh, true);
    await server.close();
  }
}
