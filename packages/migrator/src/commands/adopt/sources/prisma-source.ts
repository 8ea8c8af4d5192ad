import { prismaLedger } from '../../../adopt/prisma/prisma-ledger.ts';
import { PRISMA_TABLE, readPrisma } from '../../../adopt/prisma/read-prisma.ts';
import { ForeignFolderError } from '../../../errors/adopt/adopt-errors.ts';
import type { ReadSource } from './foreign-source.ts';
import { ledgerNamed } from './ledger-name.ts';

const USUAL = 'prisma/migrations';

/**
 * Prisma's migrations: the folder that is named, otherwise `prisma/migrations` of the slice's folder or of the
 * workspace.
 */
export const prismaSource: ReadSource = async (bench, options, slice) => {
  const files = await bench.foreignFiles();
  const usual = [`${slice.folder}/${USUAL}`, USUAL].find((folder) => files.exists(folder));
  const folder = options.path === undefined ? usual : files.locate('prisma', options.path);
  if (folder === undefined) throw new ForeignFolderError({ tool: 'prisma', problem: 'unknown' });
  const relation = ledgerNamed(options.ledger, { schema: 'public', table: PRISMA_TABLE });
  const history = readPrisma(folder, files.below(folder, isWanted), relation.table);
  return { folder, history, ledger: prismaLedger(relation) };
};

/** A migration that lost its `migration.sql` is seen by what else is in its folder. */
function isWanted(path: string): boolean {
  return path === 'migration_lock.toml' || /^[^/]+\/[^/]+\.(?:sql|md|txt|ts)$/.test(path);
}
