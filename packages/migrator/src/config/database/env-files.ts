import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { parseEnv } from 'node:util';
import { isConnectionVariable } from '../../conninfo/parse/is-connection-variable.ts';
import { NAMING_VARIABLES } from '../../conninfo/parse/naming-variables.ts';
import { isCi } from './is-ci.ts';
import { isProduction } from './is-production.ts';

/** Later ones win. */
const ENV_FILES = ['.env', '.env.local'] as const;
/** What names a database: where the environment has one of them, the files have no say in any. */
const DATABASE_VARIABLES: readonly string[] = ['DATABASE_URL', 'SERVICE_CONFIG_PATH'];

/**
 * What decides which code a program runs, or whose. It counts from the real environment alone: a worker thread would
 * obey the NODE_OPTIONS of a checkout, and a command after writing its PATH.
 */
const OF_PROGRAMS =
  /^(?:NODE_(?!ENV$).*|PATH|PATHEXT|COMSPEC|EDITOR|VISUAL|PAGER|SHELL|ENV|BASH_ENV|IFS|(?:LD|DYLD)_.*|GIT_.*)$/i;

export type Variables = Readonly<Record<string, string | undefined>>;

/** The environment with what `.env` files add to it. */
export interface DevelopmentVariables {
  /** Without what the files add. */
  readonly environment: Variables;
  readonly values: Variables;
  /** The files that were read, in their order. */
  readonly files: readonly string[];
  /** The file that a variable comes from; `undefined` for those of the real environment. */
  fileOf(variable: string): string | undefined;
}

/**
 * Adds the variables of `.env` and `.env.local` in the workspace to the environment, which always wins. In production
 * (`NODE_ENV=production`) and in CI (`CI` set) no file is read: a file left behind must not choose their database. What
 * decides which code programs run is never taken from a file.
 */
export function withEnvFiles(root: string, environment: Variables): DevelopmentVariables {
  const files: string[] = [];
  const found = new Map<string, { readonly value: string; readonly file: string }>();
  for (const file of development(environment) ? ENV_FILES : []) {
    const text = read(join(root, file));
    if (text === undefined) continue;
    files.push(file);
    for (const [name, value = ''] of Object.entries(parseEnv(text))) {
      if (OF_PROGRAMS.test(name)) continue;
      // Where the command was given does not matter to what is in a file.
      const isPath = name === 'SERVICE_CONFIG_PATH' && value !== '' && !isAbsolute(value);
      found.set(name, { value: isPath ? join(root, value) : value, file });
    }
  }
  const isNamed = DATABASE_VARIABLES.some((name) => environment[name]);
  const isConnected = isNamed || NAMING_VARIABLES.some((name) => environment[name]);
  for (const name of found.keys()) {
    // libpq's variables work together: those of a file count only where the environment says nothing of the database.
    const isOutdone = (isNamed && DATABASE_VARIABLES.includes(name)) || (isConnected && isConnectionVariable(name));
    if (environment[name] !== undefined || isOutdone) found.delete(name);
  }
  const added = Object.fromEntries([...found].map(([name, { value }]) => [name, value]));
  return { environment, values: { ...added, ...environment }, files, fileOf: (variable) => found.get(variable)?.file };
}

/**
 * What `.env` files of another folder than the workspace's, such as that of one application, add to the environment; by
 * the same rules.
 */
export function addedByEnvFiles(folder: string, environment: Variables): Readonly<Record<string, string>> {
  const { values, fileOf } = withEnvFiles(folder, environment);
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined || fileOf(name) === undefined ? [] : [[name, value]],
    ),
  );
}

function development(variables: Variables): boolean {
  return !isProduction(variables) && !isCi(variables);
}

function read(path: string): string | undefined {
  // Mostly it is not there, and to look costs less than to make an error.
  if (!existsSync(path)) return undefined;
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    // Not there, or not to be read by us: the environment alone counts then.
    return undefined;
  }
}
