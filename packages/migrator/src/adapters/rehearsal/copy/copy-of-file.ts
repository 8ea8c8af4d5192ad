import { randomBytes } from 'node:crypto';
import { RehearsalCopyError } from '../../../errors/rehearsal/rehearsal-copy-error.ts';
import type { CopyRequest } from '../../../ports/rehearsal/rehearsals.ts';
import { type MaskedColumn, matchMasks } from '../../../rehearsal/mask/match-masks.ts';
import { type SourceTable, tableKey } from '../../../rehearsal/source-table.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { sizeOf } from '../../backup/backup-folder.ts';
import { readArchive, requireProgram, restoreParts } from './archive.ts';
import { type Copied, type CopyOptions, type CopyTarget, requireFit } from './copy-target.ts';
import { refused } from './fill-tables.ts';
import { readSourceTables } from './read-source.ts';
import { refuseMasks, shownMasks } from './refuse-masks.ts';
import { sqlName } from './sql-name.ts';

type Request = Pick<CopyRequest, 'masks'> & { readonly dump: string };

/**
 * Restores an archive of pg_dump. Rows are masked before there are triggers, indexes and foreign keys, and before
 * anything else sees them.
 */
export async function copyOfFile(options: CopyOptions, request: Request, target: CopyTarget): Promise<Copied> {
  const { dump: file, masks } = request;
  if (sizeOf(file) === undefined) throw new RehearsalCopyError({ problem: 'no-file', file });
  // The file itself says which version it is from.
  const restore = await requireProgram('pg_restore', 1, options.variables);
  const { version, extensions, largeObjects } = await readArchive(target.place, restore, file);
  await requireFit({ version, extensions }, target);
  if (masks.length === 0) {
    await restoreParts(target.place, restore, file, []);
    return { sourceVersion: version, sampled: [], masked: [], leftOut: [] };
  }
  await restoreParts(target.place, restore, file, ['pre-data']);
  // Before there are rows: a mask that names nothing must be found first.
  const { tables } = await readSourceTables(target.client);
  const { masked, problems } = matchMasks(masks, tables, randomBytes(16).toString('hex'));
  refuseMasks(problems);
  await restoreParts(target.place, restore, file, ['data']);
  await maskRows(target, masked);
  await restoreParts(target.place, restore, file, ['post-data']);
  const leftOut = largeObjects === 0 ? [] : ['large objects are copied, and not masked'];
  return { sourceVersion: version, sampled: [], masked: shownMasks(masked), leftOut };
}

async function maskRows({ client }: CopyTarget, masked: readonly MaskedColumn[]): Promise<void> {
  const tables = new Map<string, SourceTable>(masked.map(({ table }) => [tableKey(table), table]));
  for (const [key, table] of tables) {
    const own = masked.filter((each) => tableKey(each.table) === key);
    const values = own.map(({ column, sql }) => `${quoteIdentifier(column.name)} = ${sql}`).join(', ');
    try {
      await client.query(`update only ${sqlName(table)} as t set ${values}`);
      // The original rows are still in its file.
      await client.query(`vacuum full ${sqlName(table)}`);
    } catch (error) {
      throw refused(table, error, masked);
    }
  }
}
