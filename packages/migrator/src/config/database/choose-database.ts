import type { Connection } from '../../conninfo/make/connection.ts';
import { NAMING_VARIABLES } from '../../conninfo/parse/naming-variables.ts';
import { ConfigError, UnknownEnvironmentError } from '../../errors/workspace/config-errors.ts';
import type { EnvironmentConfig, MigrateConfig } from '../file/migrate-config.ts';
import type { DevelopmentVariables, Variables } from './env-files.ts';
import { unsetText } from './overlooked-variables.ts';
import { readServiceConfig } from './service-config.ts';

/** Where the URL came from; `embedded` when nothing names a database. */
export type DatabaseChoice =
  | {
      readonly kind: 'url';
      readonly url: string;
      readonly source: string;
      /** What adds to the URL. */
      readonly variables: Variables;
      /** The meaning of the URL. */
      readonly connection: Connection;
    }
  | {
      readonly kind: 'embedded';
      readonly source: string;
      /**
       * It stands in, since nothing names a database: whether the configuration says so, or it merely is the default.
       */
      readonly standsIn?: 'as-configured' | 'by-default';
    };

/** The meaning of a connection string, with these variables and the files of this machine. */
export type ResolveConnection = (url: string, source: string, variables: Variables) => Connection;

export interface DatabaseOptions {
  readonly url?: string;
  /** What it was given as; default: `--url`. */
  readonly urlOption?: string;
  readonly environment?: string;
}

/** What a choice is made from, besides the command line. */
export interface ChoiceInputs {
  readonly variables: DevelopmentVariables;
  readonly config: MigrateConfig;
  readonly configFile: string;
  readonly resolve: ResolveConnection;
}

/**
 * The database of a command. What is said on the command line wins (`--url`, `--env`), then `DATABASE_URL`, then the
 * file that `SERVICE_CONFIG_PATH` names, then the default environment of the configuration, then libpq's own variables
 * (`PGHOST` …), otherwise the embedded PostgreSQL.
 */
export function chooseDatabase(options: DatabaseOptions, inputs: ChoiceInputs): DatabaseChoice {
  const { variables, config, resolve } = inputs;
  const { values, fileOf } = variables;
  const choice = (url: string, source: string, variable?: string): DatabaseChoice => {
    const text = url.trim();
    // `embedded` (or `embedded:`) asks for the embedded server by name, so that an environment can say so.
    if (text === 'embedded' || text === 'embedded:') return { kind: 'embedded', source };
    const added = addedTo(variable, variables);
    return { kind: 'url', url: text, source, variables: added, connection: resolve(text, source, added) };
  };
  if (options.url !== undefined) return choice(options.url, options.urlOption ?? '--url');
  const environment = chosenEnvironment(options, values, config);
  if (environment !== undefined) {
    const { url, variable } = urlOf(environment, inputs);
    return choice(
      url,
      variable === undefined ? `env ${environment}` : `env ${environment} (${named(variable, fileOf)})`,
      variable,
    );
  }
  if (values.DATABASE_URL) return choice(values.DATABASE_URL, named('DATABASE_URL', fileOf), 'DATABASE_URL');
  if (values.SERVICE_CONFIG_PATH) {
    const url = readServiceConfig(values.SERVICE_CONFIG_PATH);
    return choice(url, named('SERVICE_CONFIG_PATH', fileOf), 'SERVICE_CONFIG_PATH');
  }
  const set = NAMING_VARIABLES.filter((name) => values[name]);
  const [first] = set;
  if (first === undefined) return { kind: 'embedded', source: 'embedded' };
  return choice('postgres://', set.map((name) => named(name, fileOf)).join(', '), first);
}

function named(variable: string, fileOf: (variable: string) => string | undefined): string {
  const file = fileOf(variable);
  return file === undefined ? variable : `${variable} in ${file}`;
}

/**
 * The variables that add to a URL: those of `.env` files only to a URL from there. A file of a checkout must not
 * redirect what somebody typed.
 */
export function addedTo(
  variable: string | undefined,
  { values, environment, fileOf }: DevelopmentVariables,
): Variables {
  return variable !== undefined && fileOf(variable) !== undefined ? values : environment;
}

/** The environment of the configuration that names the database; `undefined` when something else does. */
export function chosenEnvironment(
  options: DatabaseOptions,
  variables: Variables,
  config: MigrateConfig,
): string | undefined {
  if (options.environment !== undefined) return options.environment;
  const elsewhere = options.url !== undefined || variables.DATABASE_URL || variables.SERVICE_CONFIG_PATH;
  return elsewhere ? undefined : config.defaultEnvironment;
}

/** The settings of an environment. Throws {@link UnknownEnvironmentError}. */
export function requireEnvironment(name: string, config: MigrateConfig, configFile: string): EnvironmentConfig {
  const environments = config.environments ?? {};
  const environment = Object.hasOwn(environments, name) ? environments[name] : undefined;
  if (!environment)
    throw new UnknownEnvironmentError({ environment: name, known: Object.keys(environments), file: configFile });
  return environment;
}

function urlOf(
  name: string,
  { config, configFile, variables }: ChoiceInputs,
): { readonly url: string; readonly variable?: string } {
  const environment = requireEnvironment(name, config, configFile);
  if (environment.url !== undefined) return { url: environment.url };
  const variable = environment.urlVariable ?? '';
  const url = variables.values[variable];
  if (url) return { url, variable };
  throw new ConfigError({
    file: configFile,
    problem: 'variable-unset',
    environment: name,
    variable,
    state: unsetText(variable, variables.values),
  });
}
