import type { Connection } from '../conninfo/make/connection.ts';
import { configForEnvironment } from './config-for-environment.ts';
import {
  type ChoiceInputs,
  chooseDatabase,
  chosenEnvironment,
  type DatabaseChoice,
  type DatabaseOptions,
  type ResolveConnection,
} from './database/choose-database.ts';
import { embeddedDefault } from './database/embedded-default.ts';
import { type DevelopmentVariables, withEnvFiles } from './database/env-files.ts';
import { protectedEnvironment } from './database/protected-environment.ts';
import { type ImportFile, type LoadedConfig, loadConfig } from './file/load-config.ts';
import type { MigrateConfig } from './file/migrate-config.ts';

export interface ConfigurationOptions {
  /** Loads a configuration that is code. */
  readonly importFile: ImportFile;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly resolve: ResolveConnection;
  readonly url?: string | undefined;
  /** The option that has given it, where that is not `--url`. */
  readonly urlOption?: string | undefined;
  /** `--embedded`. */
  readonly embedded?: boolean | undefined;
  readonly environment?: string | undefined;
  readonly config?: string | undefined;
  /** `-x key=value`. */
  readonly args?: Readonly<Record<string, string>>;
}

/** An environment of the file, whichever was chosen. */
export interface NamedEnvironment {
  readonly name: string;
  readonly stateSchema: string | undefined;
  /** Throws when what names its database cannot be used. */
  choice(): DatabaseChoice;
}

/** The configuration of one command: file, environment and variables brought together. */
export interface Configuration {
  readonly loaded: LoadedConfig;
  readonly variables: DevelopmentVariables;
  /** The command line itself says which database: `--url`, `--env`, `--embedded`. */
  readonly isNamed: boolean;
  /** The environment of the file that was chosen, if one was. */
  readonly environment: string | undefined;
  /** What is effective in that environment. */
  readonly config: MigrateConfig;
  /** Throws when what names the database cannot be used. */
  choice(): DatabaseChoice;
  /** The protected environment that a database belongs to; default: the chosen one. */
  protectedEnvironment(lent?: Connection): string | undefined;
  /** Whether an environment by whose name a database was marked is protected: unless the file says otherwise now. */
  isProtected(environment: string): boolean;
  /** The database of an environment. Throws `UnknownEnvironmentError`, and when what names it cannot be used. */
  choiceOf(environment: string): DatabaseChoice;
  /** All environments of the file. */
  environments(): readonly NamedEnvironment[];
  /** Some environment is protected. */
  readonly hasProtected: boolean;
  /** The protected environments whose database is known by its identity. */
  protectedIdentities(): ReadonlyMap<string, string>;
}

/**
 * Reads the configuration of a workspace. Throws a `ConfigError`, and `UnknownEnvironmentError` for an `--env` that
 * there is not.
 */
export async function openConfiguration(root: string, options: ConfigurationOptions): Promise<Configuration> {
  const variables = withEnvFiles(root, options.variables);
  const { values } = variables;
  const loaded = await loadConfig(root, options.importFile, options.config, { env: values, args: options.args ?? {} });
  const { url, urlOption, environment: named } = options;
  const given: DatabaseOptions = {
    ...(url === undefined ? {} : { url }),
    ...(urlOption === undefined ? {} : { urlOption }),
    ...(named === undefined ? {} : { environment: named }),
  };
  const environment = options.embedded === true ? undefined : chosenEnvironment(given, values, loaded.config);
  const inputs: ChoiceInputs = { variables, config: loaded.config, configFile: loaded.file, resolve: options.resolve };
  let chosen: DatabaseChoice | undefined;
  const choose = (): DatabaseChoice => {
    if (options.embedded === true) return { kind: 'embedded', source: '--embedded' };
    const made = chooseDatabase(given, inputs);
    if (made.kind === 'url' || made.source !== 'embedded') return made;
    return { ...made, standsIn: embeddedDefault(values, loaded) ? 'as-configured' : 'by-default' };
  };
  const choice = () => {
    chosen ??= choose();
    return chosen;
  };
  return {
    loaded,
    variables,
    isNamed: options.embedded === true || url !== undefined || named !== undefined,
    environment,
    config: configForEnvironment(loaded.config, environment, loaded.file),
    choice,
    protectedEnvironment(lent) {
      if (lent !== undefined) return protectedEnvironment(undefined, lent, inputs);
      const made = choice();
      return protectedEnvironment(environment, made.kind === 'url' ? made.connection : undefined, inputs);
    },
    isProtected: (name) => (loaded.config.environments?.[name] ?? { protected: true }).protected === true,
    choiceOf: (name) => chooseDatabase({ environment: name }, inputs),
    environments: () =>
      Object.keys(loaded.config.environments ?? {}).map((name) => ({
        name,
        stateSchema: configForEnvironment(loaded.config, name, loaded.file).stateSchema,
        choice: () => chooseDatabase({ environment: name }, inputs),
      })),
    hasProtected: Object.values(loaded.config.environments ?? {}).some((each) => each.protected === true),
    protectedIdentities: () =>
      new Map(
        Object.entries(loaded.config.environments ?? {}).flatMap(([name, { protected: guarded, identity }]) =>
          guarded === true && identity !== undefined ? [[identity, name] as const] : [],
        ),
      ),
  };
}
