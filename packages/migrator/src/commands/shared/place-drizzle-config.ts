import { posix } from 'node:path';
import { type DrizzleConfig, fixedPart } from '../../scaffold/drizzle/drizzle-config.ts';

/** A configuration of drizzle-kit, with the paths that it names relative to the workspace root. */
export interface PlacedConfig extends DrizzleConfig {
  readonly file: string;
  /** What the schemas are compiled to, where the configuration names that. */
  readonly built?: readonly string[];
}

/**
 * Finds out what the paths of a configuration are relative to: drizzle-kit takes the folder that it runs in, which is
 * the configuration's own or one above it (`drizzle-kit generate --config server/db/drizzle.config.ts`). It is the
 * nearest one in which the schemas are. If they are the output of a compiler, their sources are used instead: revisions
 * cannot be kept in a folder that git ignores.
 *
 * @param exists whether a file or folder is there
 */
export function placeConfig(file: string, config: DrizzleConfig, exists: (path: string) => boolean): PlacedConfig {
  const isThere = (path: string): boolean => exists(fixedPart(path));
  const bases = ancestors(posix.dirname(file));
  for (const base of bases) {
    const named = config.schemas.map((each) => posix.join(base, each));
    const sources = config.schemas.map((each) =>
      sourcesOf(each)
        .map((path) => posix.join(base, path))
        .find(isThere),
    );
    const schemas = sources.flatMap((source, at) => source ?? named.slice(at, at + 1).filter(isThere));
    if (schemas.length < named.length) continue;
    const built = named.filter((path) => !schemas.includes(path));
    const placed = { ...config, file, schemas, out: posix.join(base, config.out) };
    return built.length === 0 ? placed : { ...placed, built };
  }
  const inFolder = (path: string): string => posix.join(posix.dirname(file), path);
  return { ...config, file, schemas: config.schemas.map(inFolder), out: inFolder(config.out) };
}

/** A folder and those that it is in, up to the root. */
function ancestors(folder: string): readonly string[] {
  return folder === '.' ? ['.'] : [folder, ...ancestors(posix.dirname(folder))];
}

const BUILT = /^(?:dist|build|out)$/;

/** Where the source of a file may be that a compiler wrote, the most likely place first; none for other files. */
function sourcesOf(path: string): readonly string[] {
  const parts = posix.normalize(path).split('/');
  const at = parts.findIndex((part) => BUILT.test(part));
  if (at < 0 || at === parts.length - 1) return [];
  const before = parts.slice(0, at);
  const after = parts
    .slice(at + 1)
    .join('/')
    .replace(/\.([cm]?)js$/, '.$1ts');
  return [posix.join(...before, after), posix.join(...before, 'src', after)];
}
