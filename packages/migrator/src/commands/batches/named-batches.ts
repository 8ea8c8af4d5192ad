import { NoSuchBatchesError } from '../../errors/batch/background-errors.ts';
import { resolve } from '../../graph/symbols/resolve.ts';
import type { MigrationDatabase } from '../../ports/database/migration-database.ts';
import type { Workbench } from '../shared/workbench.ts';

/**
 * The id of the revision whose batches somebody means: by its id or how it begins, or by any symbol that names one
 * revision. Batches in the background come first: the file of a revision may be missing here.
 *
 * Throws what `resolve` throws, and `NoSuchBatchesError` for a revision that has no batches in the background and was
 * never applied: to work on nothing would look like being done.
 */
export async function namedBatches(
  { graph: load }: Pick<Workbench, 'graph'>,
  database: Pick<MigrationDatabase, 'readBackfills' | 'readState'>,
  symbol: string,
): Promise<string> {
  const open = (await database.readBackfills()).filter(({ background }) => background !== undefined);
  const ids = open.map(({ revision }) => revision);
  if (ids.includes(symbol)) return symbol;
  const [begun, ...others] = symbol === '' ? [] : ids.filter((id) => id.startsWith(symbol));
  if (begun !== undefined && others.length === 0) return begun;
  const revision = resolve(load(), symbol)?.id;
  if (revision !== undefined && ids.includes(revision)) return revision;
  const { applied } = await database.readState();
  if (revision !== undefined && applied.some((each) => each.revision === revision)) return revision;
  throw new NoSuchBatchesError({ revision: revision ?? symbol });
}
