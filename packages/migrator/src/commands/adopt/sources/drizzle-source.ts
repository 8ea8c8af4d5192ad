import { posix } from 'node:path';
import { drizzleLedger } from '../../../adopt/drizzle/drizzle-ledger.ts';
import { DRIZZLE_LEDGER, readDrizzle } from '../../../adopt/drizzle/read-drizzle.ts';
import type { LedgerRelation } from '../../../adopt/foreign-ledger.ts';
import { ForeignFolderError } from '../../../errors/adopt/adopt-errors.ts';
import type { ForeignFiles } from '../../../ports/workspace/foreign-files.ts';
import type { Slice } from '../../../revision/slice.ts';
import { DRIZZLE_CONFIG, readDrizzleConfig } from '../../../scaffold/drizzle/drizzle-config.ts';
import { type PlacedConfig, placeConfig } from '../../shared/place-drizzle-config.ts';
import type { AdoptOptions } from '../adopt-options.ts';
import type { ReadSource } from './foreign-source.ts';
import { ledgerNamed } from './ledger-name.ts';

/** drizzle-kit's migrations, in the `out` of its configuration, which is read and not run. */
export const drizzleSource: ReadSource = async (bench, options, slice) => {
  const files = await bench.foreignFiles();
  const configs = placedConfigs(files);
  const given = options.path === undefined ? undefined : files.locate('drizzle', options.path);
  const config = configOf(configs, slice, given, files.exists);
  const folder = given ?? config?.out;
  if (folder === undefined) throw new ForeignFolderError({ tool: 'drizzle', problem: 'unknown' });
  if (!files.exists(folder)) throw new ForeignFolderError({ tool: 'drizzle', problem: 'missing', folder });
  const relation = relationOf(options, config);
  const history = readDrizzle(folder, files.below(folder, isWanted), relation, options.accept);
  return { folder, history, ledger: drizzleLedger(relation) };
};

/** Not the snapshots of 0.x, which are many megabytes and not needed here. */
function isWanted(path: string): boolean {
  return (
    /^[^/]+\.sql$/.test(path) || path === 'meta/_journal.json' || /^[^/]+\/(migration\.sql|snapshot\.json)$/.test(path)
  );
}

function placedConfigs(files: ForeignFiles): readonly PlacedConfig[] {
  return files.drizzleConfigs().flatMap(({ path, text }) => {
    const read = DRIZZLE_CONFIG.test(posix.basename(path)) ? readDrizzleConfig(path, text) : '';
    return typeof read === 'string' ? [] : [placeConfig(path, read, files.exists)];
  });
}

/** The one that writes to the folder, or that has its schema in the slice's folder. */
function configOf(
  configs: readonly PlacedConfig[],
  { folder }: Slice,
  given: string | undefined,
  exists: (path: string) => boolean,
): PlacedConfig | undefined {
  if (given !== undefined) return configs.find(({ out }) => posix.join(out, '.') === posix.join(given, '.'));
  const isIn = (path: string): boolean => folder === '.' || folder === '' || path.startsWith(`${folder}/`);
  const its = configs.filter(({ schemas }) => schemas.some(isIn));
  const candidates = its.length > 0 ? its : configs;
  const used = candidates.filter(({ out }) => exists(out));
  const folders = [...new Set((used.length > 0 ? used : candidates).map(({ out }) => out))];
  if (folders.length > 1) throw new ForeignFolderError({ tool: 'drizzle', problem: 'several', folders });
  return candidates.find(({ out }) => out === folders[0]);
}

function relationOf({ ledger }: AdoptOptions, config: PlacedConfig | undefined): LedgerRelation {
  const configured = config?.ledger ?? {};
  if (ledger === undefined && configured === 'computed')
    throw new ForeignFolderError({
      tool: 'drizzle',
      problem: 'computed',
      folder: config?.file ?? '',
      what: 'migrations',
    });
  const { schema = DRIZZLE_LEDGER.schema, table = DRIZZLE_LEDGER.table } = configured === 'computed' ? {} : configured;
  return ledgerNamed(ledger, { schema, table });
}
