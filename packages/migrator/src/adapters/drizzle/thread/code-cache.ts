import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { constants, Script } from 'node:vm';

/** A CommonJS module, and a way to keep what V8 has compiled of it so far. */
export interface CachedModule {
  readonly exports: unknown;
  /** Writes the cache unless there is a good one; then it returns true. Does nothing where that is not possible. */
  keep(): boolean;
}

/**
 * A CommonJS file as `require` returns it, compiled from V8's code cache where `folder` has one of the same file. V8
 * compares only the length of the source, so the name of the cache has the size and time of the file, and what runs it.
 *
 * @param require loads what the file requires
 */
export function requireCached(file: string, require: NodeJS.Require, folder: string | undefined): CachedModule {
  const { size, mtimeMs } = statSync(file);
  const prefix = `${basename(file)}-`;
  const name = `${prefix}${size}-${Math.trunc(mtimeMs)}-${process.version}-${process.arch}.cache`;
  const cachedData = folder === undefined ? undefined : readIfThere(join(folder, name));
  const source = readFileSync(file, 'utf8');
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  const module = { exports: {} };
  const run: unknown = script.runInThisContext();
  if (typeof run !== 'function') throw new TypeError(`${file} is not a CommonJS module`);
  Reflect.apply(run, module.exports, [module.exports, require, module, file, dirname(file)]);
  const isGood = cachedData !== undefined && script.cachedDataRejected !== true;
  return {
    exports: module.exports,
    keep: () => {
      if (folder !== undefined && !isGood) write(folder, name, prefix, () => script.createCachedData());
      return isGood;
    },
  };
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Written whole or not at all, since other processes read it; it replaces those of other versions. */
function write(folder: string, name: string, prefix: string, data: () => Buffer): void {
  const file = join(folder, name);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, data());
    renameSync(`${file}.${process.pid}`, file);
    const others = readdirSync(folder).filter((other) => other.startsWith(prefix) && other.endsWith('.cache'));
    for (const other of others) if (other !== name) rmSync(join(folder, other), { force: true });
  } catch {
    rmSync(`${file}.${process.pid}`, { force: true });
  }
}
