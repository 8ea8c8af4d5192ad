import { posix } from 'node:path';
import { drizzleLedger } from '../../../adopt/drizzle/drizzle-ledger.ts';
import { DRIZZLE_LEDGER, readDrizzle } from '../../../adopt/drizzle/read-drizzle.ts';
import type { ForeignFile } from '../../../adopt/foreign-history.ts';
import type { LedgerRelation } from '../../../adopt/foreign-ledger.ts';
import { ForeignFolderError } from '../../../errors/adopt/adopt-errors.ts';
import type { Slice } from '../../../revision/slice.ts';
import { type DrizzleConfig, readDrizzleConfig } from '../../../scaffold/drizzle/drizzle-config.ts';
import type { AdoptOptions } from '../adopt-options.ts';
import type { ReadSource } from './foreign-source.ts';
import { ledgerNamed } from './ledger-name.ts';

/** A configuration of drizzle-kit, with the paths that it names relative to the workspace root. */
interface PlacedConfig {
  readonly file: string;
  readonly out: string;
  readonly schemas: readonly string[];
  readonly ledger: DrizzleConfig['ledger'];
}

/** drizzle-kit's migrations, in the `out` of its configuration, which is read and not run. */
export const drizzleSource: ReadSource = async (bench, options, slice) => {
  const files = await bench.foreignFiles();
  const configs = placedConfigs(files.drizzleConfigs());
  const given = options.path === undefined ? undefined : files.locate('drizzle', options.path);
  const config = configOf(configs, slice, given);
  const folder = given ?? config?.out;
  if (folder === undefined) throw new ForeignFolderError({ tool: 'drizzle', problem: 'unknown' });
  if (!files.exists(folder)) throw new ForeignFolderError({ tool: 'drizzle', problem: 'missing', folder });
  const relation = relationOf(options, config);
  const history = readDrizzle(folder, files.below(folder, isWanted), relation);
  return { folder, history, ledger: drizzleLedger(relation) };
};

/** Not the snapshots of 0.x, which are many megabytes and say nothing that counts here. */
function isWanted(path: string): boolean {
  return (
    /^[^/]+\.sql$/.test(path) || path === 'meta/_journal.json' || /^[^/]+\/(migration\.sql|snapshot\.json)$/.test(path)
  );
}

function placedConfigs(files: readonly ForeignFile[]): readonly PlacedConfig[] {
  return files.flatMap(({ path, text }) => {
    const read = readDrizzleConfig(path, text);
    if (typeof read === 'string') return [];
    const inRoot = (each: string): string => posix.join(posix.dirname(path), each);
    return [{ file: path, out: inRoot(read.out), schemas: read.schemas.map(inRoot), ledger: read.ledger }];
  });
}

/** The one that writes to the folder, or that has its schema in the slice's folder. */
function configOf(
  configs: readonly PlacedConfig[],
  { folder }: Slice,
  given: string | undefined,
): PlacedConfig | undefined {
  if (given !== undefined) return configs.find(({ out }) => posix.join(out, '.') === posix.join(given, '.'));
  const isIn = (path: string): boolean => folder === '.' || folder === '' || path.startsWith(`${folder}/`);
  const its = configs.filter(({ schemas }) => schemas.some(isIn));
  const [only, another] = its.length > 0 ? its : configs;
  if (another === undefined) return only;
  throw new ForeignFolderError({ tool: 'drizzle', problem: 'several', folders: its.map(({ out }) => out) });
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
