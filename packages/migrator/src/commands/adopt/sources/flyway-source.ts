import { posix } from 'node:path';
import { flywayLedger } from '../../../adopt/flyway/flyway-ledger.ts';
import { FLYWAY_DEFAULTS, type FlywaySettings } from '../../../adopt/flyway/flyway-settings.ts';
import { readFlywayConfiguration } from '../../../adopt/flyway/read-configuration.ts';
import { readFlyway } from '../../../adopt/flyway/read-flyway.ts';
import type { ForeignFile } from '../../../adopt/foreign-history.ts';
import { ForeignFolderError } from '../../../errors/adopt/adopt-errors.ts';
import { FlywayConfigError } from '../../../errors/adopt/flyway-errors.ts';
import type { ForeignFiles } from '../../../ports/workspace/foreign-files.ts';
import type { ReadSource } from './foreign-source.ts';
import { ledgerNamed } from './ledger-name.ts';
import { placedFile } from './placed-file.ts';

const CONFIGURATIONS = ['flyway.toml', 'flyway.conf', 'conf/flyway.toml', 'conf/flyway.conf'];
/** Where builds of Java keep what is on the class path. */
const RESOURCES = 'src/main/resources';

/**
 * Flyway's migrations: the folder that is named, otherwise the locations of `flyway.toml` or `flyway.conf` at the root
 * (or of the one that is named).
 */
export const flywaySource: ReadSource = async (bench, options, slice) => {
  const files = await bench.foreignFiles();
  const given = options.path === undefined ? undefined : files.locate('flyway', options.path);
  const isConfiguration = given !== undefined && /\.(?:toml|conf)$/.test(given);
  const file = isConfiguration ? given : configurationIn(files, [slice.folder, '.']);
  const configuration = file === undefined ? undefined : placedFile(bench.files, file);
  const settings = configuration === undefined ? FLYWAY_DEFAULTS : readFlywayConfiguration(configuration);
  const folders = given !== undefined && !isConfiguration ? [given] : foldersOf(settings, configuration, files);
  const [folder] = folders;
  if (folder === undefined) throw new ForeignFolderError({ tool: 'flyway', problem: 'unknown' });
  const { schema = 'public', table } = settings;
  const relation = ledgerNamed(options.ledger, { schema, table });
  const found = folders.flatMap((each) => files.below(each, isWanted));
  const history = readFlyway(folder, found, { ...settings, table: relation.table });
  return { folder, history, ledger: flywayLedger(relation, settings) };
};

function configurationIn(files: ForeignFiles, folders: readonly string[]): string | undefined {
  const paths = folders.flatMap((folder) => CONFIGURATIONS.map((name) => posix.join(folder, name)));
  return paths.find((path) => files.exists(path));
}

function foldersOf(
  { locations }: FlywaySettings,
  configuration: ForeignFile | undefined,
  files: ForeignFiles,
): readonly string[] {
  if (configuration === undefined) return [];
  const { path: file } = configuration;
  // Flyway is run where its file is, or one folder above `conf`.
  const home = posix.dirname(file).replace(/(?:^|\/)conf$/, '') || '.';
  return locations.map((location) => {
    const [, kind = 'classpath:', path = ''] = /^(filesystem:|classpath:|[a-z0-9]+:)?(.*)$/.exec(location) ?? [];
    const folder = posix.join(home, kind === 'classpath:' ? `${RESOURCES}/${path}` : path);
    const isFolder = kind === 'filesystem:' || kind === 'classpath:';
    if (isFolder && !posix.isAbsolute(path) && !folder.startsWith('..') && files.exists(folder)) return folder;
    throw new FlywayConfigError({ file, problem: 'location', location });
  });
}

function isWanted(path: string): boolean {
  return /\.(?:sql|pg|psql|ddl|conf|java|kt|groovy|py|ps1|sh|bash|bat|cmd)$/i.test(path);
}
