import { displayConnection, displayUrl } from '../conninfo/display.ts';
import { MigratorError } from '../errors/migrator-error.ts';
import type { ConfigResult, EffectiveEnvironment, EffectiveSetting } from './config-result.ts';
import { overlookedVariables } from './database/overlooked-variables.ts';
import { defaultValues } from './default-values.ts';
import { CONFIG_KEYS } from './file/config-keys.ts';
import type { Configuration } from './open-configuration.ts';
import type { LimitOptions } from './runner-options.ts';

/** These name databases, which are shown on their own. */
const APART = ['$schema', 'environments', 'defaultEnvironment'];

/**
 * The effective configuration of one command line, and where each value comes from. Connects to nothing and starts
 * nothing.
 */
export function showConfiguration(root: string, configuration: Configuration, limits: LimitOptions): ConfigResult {
  const { loaded, environment, variables } = configuration;
  return {
    workspace: root,
    file: loaded.exists ? loaded.file : null,
    envFiles: variables.files,
    environment: environment ?? null,
    ...databaseOf(configuration),
    overlooked: configuration.isNamed ? [] : overlookedVariables(variables.values),
    environments: environmentsOf(configuration),
    settings: settingsOf(configuration, limits),
  };
}

function databaseOf(configuration: Configuration): Pick<ConfigResult, 'database' | 'problem' | 'protectedEnvironment'> {
  try {
    const choice = configuration.choice();
    const display = choice.kind === 'url' ? displayConnection(choice.connection) : 'the embedded PostgreSQL';
    const protectedEnvironment = configuration.protectedEnvironment() ?? null;
    return { database: { display, source: choice.source }, problem: null, protectedEnvironment };
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
    return { database: null, problem: error.message, protectedEnvironment: null };
  }
}

function environmentsOf({ loaded, variables }: Configuration): readonly EffectiveEnvironment[] {
  return Object.entries(loaded.config.environments ?? {}).map(([name, given]) => {
    const variable = given.urlVariable;
    const url = given.url ?? variables.values[variable ?? ''];
    const file = variable === undefined ? undefined : variables.fileOf(variable);
    return {
      name,
      database: !url ? null : url === 'embedded' ? 'the embedded PostgreSQL' : displayUrl(url),
      source: variable === undefined ? loaded.file : file === undefined ? variable : `${variable} in ${file}`,
      protected: given.protected === true,
    };
  });
}

function settingsOf(configuration: Configuration, limits: LimitOptions): readonly EffectiveSetting[] {
  const { loaded, environment, config } = configuration;
  const defaults = defaultValues();
  const inEnvironment = loaded.config.environments?.[environment ?? ''];
  return paths().map(({ key, path }) => {
    const flag = path[0] === 'runner' ? at(limits, path.slice(1)) : undefined;
    if (flag !== undefined) return { key, value: flag, source: 'flag' };
    const value = at(config, path);
    if (value === undefined) return { key, value: defaults.get(key) ?? null, source: 'default' };
    const source = at(inEnvironment, path) === undefined ? loaded.file : `environment ${environment}`;
    return { key, value: withoutSecrets(value), source };
  });
}

/** All keys that hold values, in the order of the documentation. */
function paths(): readonly { readonly key: string; readonly path: readonly string[] }[] {
  const nested = new Map<string, readonly string[]>(Object.entries(CONFIG_KEYS));
  return CONFIG_KEYS['']
    .filter((key) => !APART.includes(key))
    .flatMap((key) => (nested.get(key) ?? ['']).map((inner) => (inner === '' ? [key] : [key, inner])))
    .map((path) => ({ key: path.join('.'), path }));
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

/** URLs as they are shown everywhere. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner)]));
  }
  // The paths of webhooks are secrets.
  if (typeof value === 'string' && /^https?:/.test(value))
    return `${URL.canParse(value) ? new URL(value).origin : 'a URL'}/…`;
  return typeof value === 'string' && /^\w+:\/\//.test(value) ? displayUrl(value) : value;
}
