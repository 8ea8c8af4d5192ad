import {
  DEFAULT_BUDGET,
  DEFAULT_CONCURRENCY,
  FLEET_ENGINES,
  type FleetBudget,
  type FleetEngineName,
  type FleetSettings,
} from '../../../fleet/fleet-settings.ts';
import type { ConfigChecker } from '../config-checker.ts';
import { CONFIG_KEYS } from '../config-keys.ts';
import { dropUndefined } from '../drop-undefined.ts';
import type { FleetConfig, FleetSourceConfig } from '../migrate-config.ts';
import { parseWaves } from './parse-waves.ts';

const DEFAULT_STATE_SCHEMA = 'braid_{schema}';

/** Checks `fleets`. Throws a `ConfigError`. */
export function parseFleets(value: unknown, check: ConfigChecker): Readonly<Record<string, FleetConfig>> | undefined {
  if (value === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(check.object(value, 'fleets')).map(([name, fleet]) => {
      if (!/^[A-Za-z][\w-]*$/.test(name))
        throw check.wrong('fleets', `has ${JSON.stringify(name)}, which is not a name`);
      return [name, parseFleet(fleet, `fleets.${name}`, check)];
    }),
  );
}

function parseFleet(value: unknown, path: string, check: ConfigChecker): FleetConfig {
  const given = check.object(value, path, CONFIG_KEYS['fleets.*']);
  const stateSchema = check.optionalIdentifier(given.stateSchema, `${path}.stateSchema`) ?? DEFAULT_STATE_SCHEMA;
  const slices = given.slices === undefined ? undefined : check.strings(given.slices, `${path}.slices`);
  if (slices?.length === 0) throw check.wrong(`${path}.slices`, 'must name at least one slice');
  const settings: FleetSettings = {
    slices,
    stateSchema,
    waves: parseWaves(given.waves, `${path}.waves`, check),
    concurrency: parseConcurrency(given.concurrency, `${path}.concurrency`, check),
    budget: parseBudget(given.budget, `${path}.budget`, check),
    healthy: check.optionalString(given.healthy, `${path}.healthy`),
    searchPath: given.searchPath === undefined ? [] : check.strings(given.searchPath, `${path}.searchPath`),
    engine: parseEngine(given.engine, `${path}.engine`, check),
    trustUnread: check.optionalBoolean(given.trustUnread, `${path}.trustUnread`) ?? false,
  };
  return { source: parseSource(given.source, `${path}.source`, check), settings };
}

function parseSource(value: unknown, path: string, check: ConfigChecker): FleetSourceConfig {
  if (isRows(value)) return { kind: 'function', rows: value };
  const given = check.object(value, path, CONFIG_KEYS['fleets.*.source']);
  const env = check.optionalString(given.env, `${path}.env`);
  const query = check.optionalString(given.query, `${path}.query`);
  const schemas = check.optionalString(given.schemas, `${path}.schemas`);
  const file = check.optionalString(given.file, `${path}.file`);
  const rows = given.function;
  if (rows !== undefined && !isRows(rows)) throw check.wrong(`${path}.function`, 'must be a function that gives rows');
  if ([query, schemas, file, rows].filter((each) => each !== undefined).length !== 1) {
    throw check.wrong(path, 'needs exactly one of "query", "schemas", "file" and "function"');
  }
  if (query !== undefined) return dropUndefined({ kind: 'query' as const, query, env });
  if (schemas !== undefined) return dropUndefined({ kind: 'schemas' as const, schemas, env });
  if (file !== undefined) return dropUndefined({ kind: 'file' as const, file, env });
  return dropUndefined({ kind: 'function' as const, rows: isRows(rows) ? rows : () => [], env });
}

function isRows(value: unknown): value is () => unknown {
  return typeof value === 'function';
}

function parseConcurrency(value: unknown, path: string, check: ConfigChecker): FleetSettings['concurrency'] {
  const given = value === undefined ? {} : check.object(value, path, CONFIG_KEYS['fleets.*.concurrency']);
  const number = (key: keyof FleetSettings['concurrency']): number => {
    const found = given[key] ?? DEFAULT_CONCURRENCY[key];
    if (typeof found === 'number' && Number.isInteger(found) && found >= 1 && found <= 1_000) return found;
    throw check.wrong(`${path}.${key}`, 'must be a whole number from 1 to 1000');
  };
  return { perServer: number('perServer'), total: number('total') };
}

function parseEngine(value: unknown, path: string, check: ConfigChecker): FleetEngineName {
  if (value === undefined) return 'local';
  const found = FLEET_ENGINES.find((engine) => engine === value);
  if (found !== undefined) return found;
  throw check.wrong(path, `must be one of ${FLEET_ENGINES.map((engine) => `"${engine}"`).join(', ')}`);
}

function parseBudget(value: unknown, path: string, check: ConfigChecker): FleetBudget {
  const given = value === undefined ? {} : check.object(value, path, CONFIG_KEYS['fleets.*.budget']);
  const { failed = '1%', consecutive = DEFAULT_BUDGET.consecutive } = given;
  if (typeof consecutive !== 'number' || !Number.isInteger(consecutive) || consecutive < 1) {
    throw check.wrong(`${path}.consecutive`, 'must be a whole number from 1 up');
  }
  if (typeof failed === 'number' && Number.isInteger(failed) && failed >= 0) {
    return { failed: { tenants: failed }, consecutive };
  }
  const percent = typeof failed === 'string' ? /^(\d+(?:\.\d+)?)%$/.exec(failed)?.[1] : undefined;
  if (percent === undefined || Number(percent) > 100) {
    throw check.wrong(`${path}.failed`, 'must be a share such as "1%", or a number of tenants');
  }
  return { failed: { percent: Number(percent) }, consecutive };
}
