import { ConfigError, InvalidDatabaseUrlError, UnknownEnvironmentError } from '../errors/workspace/config-errors.ts';
import { displayUrl, UNREADABLE_URL } from '../sql/connection-url.ts';
import type { EnvironmentConfig, MigrateConfig } from './migrate-config.ts';
import { readServiceConfig } from './service-config.ts';

/** Where the URL came from; `embedded` when nothing names a database. */
export type DatabaseChoice =
  | { readonly kind: 'url'; readonly url: string; readonly source: string }
  | { readonly kind: 'embedded'; readonly source: string };

type Variables = Readonly<Record<string, string | undefined>>;

export interface DatabaseOptions {
  readonly url?: string;
  readonly environment?: string;
}

/**
 * The database of a command. What is said on the command line wins (`--url`, `--env`), then `DATABASE_URL`, then the file that
 * `SERVICE_CONFIG_PATH` names, then the default environment of the configuration, else the embedded PostgreSQL.
 */
export function chooseDatabase(
  options: DatabaseOptions,
  variables: Variables,
  config: MigrateConfig,
  configFile: string,
  fileOf: (variable: string) => string | undefined = () => undefined,
): DatabaseChoice {
  const named = (variable: string) => {
    const file = fileOf(variable);
    return file === undefined ? variable : `${variable} in ${file}`;
  };
  if (options.url !== undefined) return fromUrl(options.url, '--url');
  const environment = chosenEnvironment(options, variables, config);
  if (environment !== undefined) return fromEnvironment(environment, variables, config, configFile, named);
  if (variables.DATABASE_URL) return fromUrl(variables.DATABASE_URL, named('DATABASE_URL'));
  if (variables.SERVICE_CONFIG_PATH) {
    return fromUrl(readServiceConfig(variables.SERVICE_CONFIG_PATH), named('SERVICE_CONFIG_PATH'));
  }
  return { kind: 'embedded', source: 'embedded' };
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
  if (!environment) throw new UnknownEnvironmentError(name, Object.keys(environments), configFile);
  return environment;
}

function fromEnvironment(
  name: string,
  variables: Variables,
  config: MigrateConfig,
  configFile: string,
  named: (variable: string) => string,
): DatabaseChoice {
  const environment = requireEnvironment(name, config, configFile);
  if (environment.url !== undefined) return fromUrl(environment.url, `env ${name}`);
  const variable = environment.urlVariable ?? '';
  const url = variables[variable];
  if (!url) {
    throw new ConfigError(
      configFile,
      `environment "${name}" takes its URL from the variable ${variable}, which is not set.`,
      `export ${variable}=postgres://user:password@host:5432/database`,
      { facts: { environment: name, variable } },
    );
  }
  return fromUrl(url, `env ${name} (${named(variable)})`);
}

/** `embedded` (or `embedded:`) asks for the embedded server by name, so that an environment can say so. */
function fromUrl(url: string, source: string): DatabaseChoice {
  const text = url.trim();
  if (text === 'embedded' || text === 'embedded:') return { kind: 'embedded', source };
  if (!/^postgres(ql)?:\/\//i.test(text)) {
    throw new InvalidDatabaseUrlError(source, 'it does not begin with postgres:// or postgresql://.');
  }
  if (displayUrl(text) === UNREADABLE_URL) {
    throw new InvalidDatabaseUrlError(source, 'user, password, host and port cannot be told apart.');
  }
  return { kind: 'url', url: text, source };
}
