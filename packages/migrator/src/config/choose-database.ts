import { ConfigError, InvalidDatabaseUrlError, UnknownEnvironmentError } from '../errors/config-errors.ts';
import type { MigrateConfig } from './migrate-config.ts';
import { readServiceConfig } from './service-config.ts';

/** Where the URL came from; `embedded` when nothing names a database. */
export type DatabaseChoice =
  | { readonly kind: 'url'; readonly url: string; readonly source: string }
  | { readonly kind: 'embedded'; readonly source: string };

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
  variables: Readonly<Record<string, string | undefined>>,
  config: MigrateConfig,
  configFile: string,
): DatabaseChoice {
  if (options.url !== undefined) return fromUrl(options.url, '--url');
  if (options.environment !== undefined) return fromEnvironment(options.environment, variables, config, configFile);
  if (variables.DATABASE_URL) return fromUrl(variables.DATABASE_URL, 'DATABASE_URL');
  if (variables.SERVICE_CONFIG_PATH) {
    return fromUrl(readServiceConfig(variables.SERVICE_CONFIG_PATH), 'SERVICE_CONFIG_PATH');
  }
  if (config.defaultEnvironment !== undefined) {
    return fromEnvironment(config.defaultEnvironment, variables, config, configFile);
  }
  return { kind: 'embedded', source: 'embedded' };
}

function fromEnvironment(
  name: string,
  variables: Readonly<Record<string, string | undefined>>,
  config: MigrateConfig,
  configFile: string,
): DatabaseChoice {
  const environments = config.environments ?? {};
  const environment = Object.hasOwn(environments, name) ? environments[name] : undefined;
  if (!environment) throw new UnknownEnvironmentError(name, Object.keys(environments), configFile);
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
  return fromUrl(url, `env ${name} (${variable})`);
}

/** `embedded` (or `embedded:`) asks for the embedded server by name, so that an environment can say so. */
function fromUrl(url: string, source: string): DatabaseChoice {
  const text = url.trim();
  if (text === 'embedded' || text === 'embedded:') return { kind: 'embedded', source };
  if (!/^postgres(ql)?:\/\//i.test(text)) {
    throw new InvalidDatabaseUrlError(source, 'it does not begin with postgres:// or postgresql://.');
  }
  return { kind: 'url', url: text, source };
}
