import { ConfigError } from '../errors/config-errors.ts';
import type { DriftConfig, EmbeddedConfig, EnvironmentConfig, MigrateConfig, RunnerConfig } from './migrate-config.ts';

const TOP = [
  '$schema',
  'slices',
  'environments',
  'defaultEnvironment',
  'stateSchema',
  'shadowUrl',
  'drift',
  'runner',
  'embedded',
] as const;
const RUNNER = [
  'lease',
  'lockWait',
  'lockTimeout',
  'lockBudget',
  'statementTimeout',
  'idleInTransactionTimeout',
  'concurrentIndexTimeout',
] as const;

/** Checks an unknown value as configuration. Throws {@link ConfigError} that names the key and what it must be. */
export function parseConfig(value: unknown, file: string): MigrateConfig {
  const check = checker(file);
  const top = check.object(value, 'the configuration', TOP);
  const environments = parseEnvironments(top.environments, check);
  const defaultEnvironment = check.optionalString(top.defaultEnvironment, 'defaultEnvironment');
  if (defaultEnvironment !== undefined && !(environments && Object.hasOwn(environments, defaultEnvironment))) {
    throw check.wrong('defaultEnvironment', `names "${defaultEnvironment}", which is not under "environments"`);
  }
  return {
    ...drop({
      slices: top.slices === undefined ? undefined : check.strings(top.slices, 'slices'),
      environments,
      defaultEnvironment,
      stateSchema: check.optionalString(top.stateSchema, 'stateSchema'),
      shadowUrl: check.optionalString(top.shadowUrl, 'shadowUrl'),
      drift: parseDrift(top.drift, check),
      runner: parseRunner(top.runner, check),
      embedded: parseEmbedded(top.embedded, check),
    }),
  };
}

function parseEnvironments(value: unknown, check: Checker): Readonly<Record<string, EnvironmentConfig>> | undefined {
  if (value === undefined) return undefined;
  const entries = Object.entries(check.object(value, 'environments')).map(([name, environment]) => {
    const path = `environments.${name}`;
    const given = check.object(environment, path, ['url', 'urlVariable']);
    const url = check.optionalString(given.url, `${path}.url`);
    const urlVariable = check.optionalString(given.urlVariable, `${path}.urlVariable`);
    if ((url === undefined) === (urlVariable === undefined)) {
      throw check.wrong(path, 'needs exactly one of "url" and "urlVariable"');
    }
    return [name, drop({ url, urlVariable })] as const;
  });
  return Object.fromEntries(entries);
}

function parseRunner(value: unknown, check: Checker): RunnerConfig | undefined {
  if (value === undefined) return undefined;
  const given = check.object(value, 'runner', RUNNER);
  return Object.fromEntries(
    RUNNER.filter((key) => given[key] !== undefined).map((key) => [
      key,
      check.milliseconds(given[key], `runner.${key}`),
    ]),
  );
}

function parseDrift(value: unknown, check: Checker): DriftConfig | undefined {
  if (value === undefined) return undefined;
  const given = check.object(value, 'drift', ['ignore']);
  return drop({ ignore: given.ignore === undefined ? undefined : check.strings(given.ignore, 'drift.ignore') });
}

function parseEmbedded(value: unknown, check: Checker): EmbeddedConfig | undefined {
  if (value === undefined) return undefined;
  const given = check.object(value, 'embedded', ['folder', 'linger']);
  return drop({
    folder: check.optionalString(given.folder, 'embedded.folder'),
    linger: given.linger === undefined ? undefined : check.milliseconds(given.linger, 'embedded.linger'),
  });
}

type Checker = ReturnType<typeof checker>;

function checker(file: string) {
  const wrong = (path: string, problem: string): ConfigError =>
    new ConfigError(file, `"${path}" ${problem}.`, `Correct "${path}" in ${file}.`, { facts: { key: path } });
  return {
    wrong,
    object(value: unknown, path: string, known?: readonly string[]): Record<string, unknown> {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(path, 'must be an object');
      const object: Record<string, unknown> = { ...value };
      const unknown = known && Object.keys(object).find((key) => !known.includes(key));
      if (unknown !== undefined) throw wrong(unknown, `is not a known key of ${path} (known: ${known?.join(', ')})`);
      return object;
    },
    optionalString(value: unknown, path: string): string | undefined {
      if (value === undefined) return undefined;
      if (typeof value !== 'string' || value.trim() === '') throw wrong(path, 'must be a text that is not empty');
      return value;
    },
    strings(value: unknown, path: string): readonly string[] {
      const strings = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
      if (!Array.isArray(value) || strings.length !== value.length) throw wrong(path, 'must be a list of texts');
      return strings;
    },
    milliseconds(value: unknown, path: string): number {
      if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || value > 2_147_483_647) {
        throw wrong(path, 'must be whole milliseconds between 0 and 2147483647');
      }
      return value;
    },
  };
}

/** `exactOptionalPropertyTypes` wants absent keys, not keys that are undefined. */
type Dropped<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

function drop<T extends object>(value: T): Dropped<T>;
function drop(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}
