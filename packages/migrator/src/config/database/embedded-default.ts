import { NAMING_VARIABLES } from '../../conninfo/parse/naming-variables.ts';
import { ConfigError } from '../../errors/workspace/config-errors.ts';
import { NoDatabaseError } from '../../errors/workspace/no-database-error.ts';
import type { LoadedConfig } from '../file/load-config.ts';
import type { Variables } from './env-files.ts';
import { isProduction } from './is-production.ts';
import { overlookedVariables } from './overlooked-variables.ts';

const VARIABLE = 'BRAID_EMBEDDED';
const ON: readonly string[] = ['on', 'true', '1', 'yes'];
const OFF: readonly string[] = ['off', 'false', '0', 'no'];

/**
 * Whether the embedded PostgreSQL stands in where nothing names a database. `BRAID_EMBEDDED` counts first: an image
 * that sets it to `off` must not be overruled by a file that came with it. Then `"embedded"` of the configuration, then
 * whether this is production.
 *
 * @returns whether it was asked for in so many words
 * @throws NoDatabaseError where it does not
 * @throws ConfigError when `BRAID_EMBEDDED` says neither
 */
export function embeddedDefault(variables: Variables, { config, file }: LoadedConfig): boolean {
  const said = saidBy(variables);
  const use = said ?? config.embedded?.use;
  if (use === true) return true;
  if (use === undefined && !isProduction(variables)) return false;
  const because =
    said === false
      ? `${VARIABLE}=off`
      : use === false
        ? `"embedded": false in ${file}`
        : `NODE_ENV=${variables.NODE_ENV?.trim()}`;
  throw new NoDatabaseError({
    because,
    looked: [
      '--url',
      '--env',
      'DATABASE_URL',
      'SERVICE_CONFIG_PATH',
      `"defaultEnvironment" in ${file}`,
      ...NAMING_VARIABLES,
    ],
    overlooked: overlookedVariables(variables),
  });
}

function saidBy(variables: Variables): boolean | undefined {
  const value = variables[VARIABLE]?.trim().toLowerCase();
  if (value === undefined || value === '') return undefined;
  if (ON.includes(value)) return true;
  if (OFF.includes(value)) return false;
  throw new ConfigError({ file: VARIABLE, problem: 'not-on-or-off', value });
}
