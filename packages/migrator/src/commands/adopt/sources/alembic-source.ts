import { posix } from 'node:path';
import { alembicLedger } from '../../../adopt/alembic/alembic-ledger.ts';
import { readAlembic, readAlembicScripts } from '../../../adopt/alembic/read-alembic.ts';
import { isRevisionFile } from '../../../adopt/alembic/revision-files.ts';
import { type VersionLocations, versionLocations } from '../../../adopt/alembic/version-locations.ts';
import { ForeignFolderError } from '../../../errors/adopt/adopt-errors.ts';
import type { ForeignFiles } from '../../../ports/workspace/foreign-files.ts';
import type { AdoptBench, AdoptOptions } from '../adopt-options.ts';
import type { ReadSource } from './foreign-source.ts';
import { ledgerNamed } from './ledger-name.ts';
import { placedFile } from './placed-file.ts';
import { printOffline } from './print-offline.ts';

const CONFIGURATIONS = ['alembic.ini', 'pyproject.toml'];

/**
 * Alembic's migrations, whose Python is read and not run: those of the `alembic.ini` or `pyproject.toml` that is named
 * or at the root, or of the folder that is named. The SQL is what `--alembic-command` prints, or what was printed to
 * the folder of `--sql-dir`.
 */
export const alembicSource: ReadSource = async (bench, options, slice) => {
  const files = await bench.foreignFiles();
  const { folders, recursive, home } = locationsOf(bench, files, options, slice.folder);
  const [folder = '.'] = folders;
  for (const each of folders) {
    if (!files.exists(each)) throw new ForeignFolderError({ tool: 'alembic', problem: 'missing', folder: each });
  }
  const versions = folders.flatMap((each) =>
    files.below(each, (path) => isRevisionFile(path) && (recursive || !path.includes('/'))),
  );
  const relation = ledgerNamed(options.ledger, { schema: 'public', table: 'alembic_version' });
  const printed = options.sqlDir === undefined ? undefined : files.locate('alembic', options.sqlDir);
  const sql =
    printed === undefined
      ? await printOffline(bench, options, home, readAlembicScripts(versions), relation.table)
      : files.below(printed, (path) => path.endsWith('.sql'));
  const history = readAlembic({ versions, sql, table: relation.table });
  return { folder, history, ledger: alembicLedger(relation) };
};

interface Located extends VersionLocations {
  /** Where Alembic is run. */
  readonly home: string;
}

function locationsOf(bench: AdoptBench, files: ForeignFiles, options: AdoptOptions, slice: string): Located {
  const given = options.path === undefined ? undefined : files.locate('alembic', options.path);
  const isFile = given !== undefined && /\.(?:ini|toml|cfg)$/.test(given);
  const looked = [...(given === undefined ? [slice, '.'] : [given])];
  const found = isFile
    ? given
    : looked.flatMap((each) => CONFIGURATIONS.map((name) => posix.join(each, name))).find((path) => files.exists(path));
  if (found !== undefined) {
    const home = posix.dirname(found);
    return { ...versionLocations(placedFile(bench.files, found)), home };
  }
  if (given === undefined) throw new ForeignFolderError({ tool: 'alembic', problem: 'unknown' });
  return { folders: [given], recursive: true, home: '.' };
}
