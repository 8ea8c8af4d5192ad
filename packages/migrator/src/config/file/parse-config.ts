import { parseMask } from '../../rehearsal/mask/mask.ts';
import { type ConfigChecker, configChecker } from './config-checker.ts';
import { CONFIG_KEYS } from './config-keys.ts';
import { dropUndefined } from './drop-undefined.ts';
import { parseFleets } from './fleets/parse-fleets.ts';
import type {
  DriftConfig,
  EmbeddedConfig,
  EnvironmentConfig,
  MergeConfig,
  MigrateConfig,
  RehearseConfig,
  RunnerConfig,
} from './migrate-config.ts';
import { parseBackup } from './parse-backup.ts';
import { parseHooks } from './parse-hooks.ts';
import { parseNotify } from './parse-notify.ts';
import { parseRevisions } from './parse-revisions.ts';
import { parseHealth } from './rules/parse-health.ts';
import { parseLint } from './rules/parse-lint.ts';

/** Checks an unknown value as configuration. Throws a `ConfigError` that names the key and what it must be. */
export function parseConfig(value: unknown, file: string): MigrateConfig {
  const check = configChecker(file);
  const top = check.object(value, 'the configuration', CONFIG_KEYS['']);
  check.optionalString(top.$schema, '$schema');
  const environments = parseEnvironments(top.environments, check);
  const defaultEnvironment = check.optionalString(top.defaultEnvironment, 'defaultEnvironment');
  if (defaultEnvironment !== undefined && !(environments && Object.hasOwn(environments, defaultEnvironment))) {
    throw check.wrong('defaultEnvironment', `names "${defaultEnvironment}", which is not under "environments"`);
  }
  return {
    ...dropUndefined({
      slices: top.slices === undefined ? undefined : check.strings(top.slices, 'slices'),
      environments,
      defaultEnvironment,
      stateSchema: check.optionalIdentifier(top.stateSchema, 'stateSchema'),
      shadowUrl: check.optionalString(top.shadowUrl, 'shadowUrl'),
      drift: parseDrift(top.drift, check),
      merge: parseMerge(top.merge, check),
      revisions: where(top.revisions, (given) => parseRevisions(given, check)),
      health: where(top.health, (given) => parseHealth(given, check)),
      lint: where(top.lint, (given) => parseLint(given, check)),
      runner: parseRunner(top.runner, 'runner', check),
      backup: where(top.backup, (given) => parseBackup(given, 'backup', check)),
      hooks: where(top.hooks, (given) => parseHooks(given, 'hooks', check)),
      embedded: parseEmbedded(top.embedded, check),
      notify: where(top.notify, (given) => parseNotify(given, check)),
      rehearse: parseRehearse(top.rehearse, check),
      fleets: where(top.fleets, (given) => parseFleets(given, check)),
    }),
  };
}

/** Most configurations have few of these, and in the bundle what parses one is loaded when it is called. */
function where<Result>(value: unknown, parse: (value: unknown) => Result): Result | undefined {
  return value === undefined ? undefined : parse(value);
}

function parseEnvironments(
  value: unknown,
  check: ConfigChecker,
): Readonly<Record<string, EnvironmentConfig>> | undefined {
  if (value === undefined) return undefined;
  const entries = Object.entries(check.object(value, 'environments')).map(([name, environment]) => {
    const path = `environments.${name}`;
    const given = check.object(environment, path, CONFIG_KEYS['environments.*']);
    const url = check.optionalString(given.url, `${path}.url`);
    const urlVariable = check.optionalString(given.urlVariable, `${path}.urlVariable`);
    if ((url === undefined) === (urlVariable === undefined)) {
      throw check.wrong(path, 'needs exactly one of "url" and "urlVariable"');
    }
    const identity = check.optionalString(given.identity, `${path}.identity`);
    if (identity !== undefined && !/^[0-9a-f]{64}$/.test(identity)) {
      throw check.wrong(
        `${path}.identity`,
        'has to be the 64 characters that migrate plan --json gives as database.identity',
      );
    }
    const settings = {
      url,
      urlVariable,
      identity,
      protected: check.optionalBoolean(given.protected, `${path}.protected`),
      stateSchema: check.optionalIdentifier(given.stateSchema, `${path}.stateSchema`),
      shadowUrl: check.optionalString(given.shadowUrl, `${path}.shadowUrl`),
      runner: parseRunner(given.runner, `${path}.runner`, check),
      backup: where(given.backup, (backup) => parseBackup(backup, `${path}.backup`, check)),
      hooks: where(given.hooks, (hooks) => parseHooks(hooks, `${path}.hooks`, check)),
    };
    return [name, dropUndefined(settings)] as const;
  });
  return Object.fromEntries(entries);
}

function parseRunner(value: unknown, path: string, check: ConfigChecker): RunnerConfig | undefined {
  if (value === undefined) return undefined;
  const given = check.object(value, path, CONFIG_KEYS.runner);
  return Object.fromEntries(
    CONFIG_KEYS.runner
      .filter((key) => given[key] !== undefined)
      .map((key) => [key, check.milliseconds(given[key], `${path}.${key}`)]),
  );
}

function parseMerge(value: unknown, check: ConfigChecker): MergeConfig | undefined {
  if (value === undefined) return undefined;
  const given = check.object(value, 'merge', CONFIG_KEYS.merge);
  return dropUndefined({ slice: check.optionalString(given.slice, 'merge.slice') });
}

function parseDrift(value: unknown, check: ConfigChecker): DriftConfig | undefined {
  if (value === undefined) return undefined;
  const given = check.object(value, 'drift', CONFIG_KEYS.drift);
  return dropUndefined({
    ignore: given.ignore === undefined ? undefined : check.strings(given.ignore, 'drift.ignore'),
  });
}

function parseRehearse(value: unknown, check: ConfigChecker): RehearseConfig | undefined {
  if (value === undefined) return undefined;
  const given = check.object(value, 'rehearse', CONFIG_KEYS.rehearse);
  if (given.mask === undefined) return {};
  const mask = check.strings(given.mask, 'rehearse.mask');
  const wrong = mask.find((each) => parseMask(each) === undefined);
  if (wrong !== undefined) {
    throw check.wrong(
      'rehearse.mask',
      `has ${JSON.stringify(wrong)}, which is not table.column or table.column=expression`,
    );
  }
  return { mask };
}

function parseEmbedded(value: unknown, check: ConfigChecker): EmbeddedConfig | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'boolean') return { use: value };
  const given = check.object(value, 'embedded', CONFIG_KEYS.embedded);
  return dropUndefined({
    use: check.optionalBoolean(given.use, 'embedded.use'),
    folder: check.optionalString(given.folder, 'embedded.folder'),
    linger: given.linger === undefined ? undefined : check.milliseconds(given.linger, 'embedded.linger'),
  });
}
