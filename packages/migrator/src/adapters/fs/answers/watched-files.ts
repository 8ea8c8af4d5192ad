import { constants } from 'node:fs';
import { type Asked, ask, type Observation } from './observation.ts';

/** The functions of `node:fs`, with a record of what they were asked. */
export interface WatchedFiles {
  /** In place of `node:fs`. */
  readonly files: object;
  /** What was asked; `undefined` if something was done that the record does not tell. */
  observations(): readonly Observation[] | undefined;
}

/** What reads by the path that it is given first. */
const READS = ['lstatSync', 'statSync', 'readdirSync', 'readFileSync', 'openSync'];

/** What reads nothing, or by a descriptor of `openSync`. What `statfsSync` tells about a device stays. */
const OTHERS = ['constants', 'readSync', 'closeSync', 'fstatSync', 'statfsSync', 'writeSync'];

/** More are asked again as slowly as files are read. */
const MOST_OBSERVATIONS = 500;

type Call = (...given: readonly unknown[]) => unknown;

/**
 * Whatever is not known here does what it does, and ends the record: a new function cannot be overlooked.
 *
 * @param files `node:fs`
 * @param known paths of files that need no record
 */
export function watchFiles(files: object, known: readonly string[]): WatchedFiles {
  const seen = new Map<string, Observation>();
  let isWhole = true;

  /** Asked before the file is read: what changes in between has another stamp than this one. */
  const note = (asked: Asked, path: unknown, said = typeof path === 'string' ? ask(asked, path) : undefined) => {
    if (typeof path === 'string' && known.includes(path)) return said;
    if (seen.size === MOST_OBSERVATIONS) isWhole = false;
    const before = seen.get(`${asked} ${path}`)?.[2] ?? said;
    if (typeof path !== 'string' || said === undefined || before !== said) isWhole = false;
    else seen.set(`${asked} ${path}`, [asked, path, said]);
    return said;
  };
  const reading =
    (name: string, own: Call): Call =>
    (path, ...rest) => {
      if (!isWhole) return own(path, ...rest);
      const stamp = note('stamp', path);
      if (!isPlain(name, rest[0])) isWhole = false;
      try {
        return own(path, ...rest);
      } catch (error) {
        // That there is nothing is a record; why something cannot be read is none.
        if (stamp !== '') isWhole = false;
        throw error;
      }
    };
  const exists = methodOf(files, 'existsSync');
  const realpath = methodOf(Object(Reflect.get(files, 'realpathSync')), 'native');
  const whereItLeads: Call = (path) => (isWhole ? note('real', path) : undefined) ?? realpath(path);
  const isThere: Call = (path) => {
    const said = isWhole ? note('exists', path) : undefined;
    return said === undefined ? exists(path) : said === 'true';
  };
  const watched: Record<string, unknown> = {
    existsSync: isThere,
    realpathSync: Object.assign((path: unknown) => whereItLeads(path), { native: whereItLeads }),
  };
  for (const name of OTHERS) watched[name] = Reflect.get(files, name);
  for (const name of READS) watched[name] = reading(name, methodOf(files, name));

  const get = (_: object, name: string | symbol): unknown => {
    if (typeof name === 'string' && Object.hasOwn(watched, name)) return watched[name];
    isWhole = false;
    return Reflect.get(files, name);
  };
  return {
    files: new Proxy({}, { get }),
    observations: () => (isWhole ? [...seen.values()] : undefined),
  };
}

function methodOf(files: object, name: string): Call {
  const own: unknown = Reflect.get(files, name);
  if (typeof own !== 'function') throw new TypeError(`node:fs has no ${name}`);
  return (...given) => Reflect.apply(own, files, given);
}

/** What reads what its path names, and nothing below it. */
function isPlain(name: string, option: unknown): boolean {
  const { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND } = constants;
  if (typeof option === 'number') return (option & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND)) === 0;
  if (typeof option === 'object' && option !== null) return !('recursive' in option) && !('flag' in option);
  return name !== 'openSync' || option === undefined || option === 'r';
}
