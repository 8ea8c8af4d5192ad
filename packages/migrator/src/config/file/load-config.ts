import { existsSync, readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { MigratorError } from '../../errors/migrator-error.ts';
import { ConfigError } from '../../errors/workspace/config-errors.ts';
import { redactSql } from '../../sql/redact-sql.ts';
import type { MigrateConfig } from './migrate-config.ts';
import { parseConfig } from './parse-config.ts';
import { readLiteral } from './read-literal.ts';

/** Only one of them may be there. */
export const CONFIG_FILES = ['migrate.config.json', 'migrate.config.mjs', 'migrate.config.ts'] as const;

/** What a configuration that is a function is called with. */
export interface ConfigArguments {
  /** The environment, with what `.env` files add to it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `-x key=value`. */
  readonly args: Readonly<Record<string, string>>;
}

export interface LoadedConfig {
  readonly config: MigrateConfig;
  /** Relative to the workspace root; the name of the file that would be read when there is none. */
  readonly file: string;
  readonly exists: boolean;
}

/**
 * Runs a file (absolute path) of a workspace and returns what it exports. Throws where code of the workspace must not
 * run.
 */
export type ImportFile = (path: string, root: string, file: string) => Promise<unknown>;

/**
 * Reads the configuration of a workspace. JSON is read synchronously and costs nothing else; `.mjs` and `.ts` export it
 * as default (an object, or a function of {@link ConfigArguments} that returns it). They are run only where reading is
 * not enough: see {@link readLiteral}.
 */
export async function loadConfig(
  root: string,
  importFile: ImportFile,
  named?: string,
  given: ConfigArguments = { env: {}, args: {} },
): Promise<LoadedConfig> {
  const present = named === undefined ? CONFIG_FILES.filter((name) => existsSync(join(root, name))) : [named];
  const [file, other] = present;
  if (file === undefined) return { config: {}, file: CONFIG_FILES[0], exists: false };
  // The one that is passed over may be the one that protects a database.
  if (other !== undefined) throw new ConfigError({ file: other, problem: 'second-file', other: file });
  const path = join(root, file);
  if (!existsSync(path)) {
    throw new ConfigError({ file, problem: 'missing', names: CONFIG_FILES });
  }
  const value = extname(file) === '.json' ? readJson(path, file) : await readCode(path, file, importFile, root, given);
  return { config: parseConfig(value, relative(root, path) || file), file, exists: true };
}

function readJson(path: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError({ file, problem: 'not-json', said: why }, { cause });
  }
}

async function readCode(
  path: string,
  file: string,
  importFile: ImportFile,
  root: string,
  given: ConfigArguments,
): Promise<unknown> {
  const literal = readLiteral(readFileSync(path, 'utf8'));
  return literal === undefined ? await importConfig(() => importFile(path, root, file), file, given) : literal.value;
}

async function importConfig(load: () => Promise<unknown>, file: string, given: ConfigArguments): Promise<unknown> {
  try {
    const value = defaultExport(await load());
    return typeof value === 'function' ? await value(given) : value;
  } catch (cause) {
    if (cause instanceof MigratorError) throw cause;
    // The code of a configuration handles URLs, and its errors may quote them.
    const why = redactSql(cause instanceof Error ? cause.message : String(cause));
    throw new ConfigError({ file, problem: 'not-loaded', said: why }, { cause });
  }
}

/** One that was compiled to CommonJS has its default in the default. */
function defaultExport(module: unknown): unknown {
  const value = property(module, 'default');
  return property(value, '__esModule') === true ? property(value, 'default') : value;
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
