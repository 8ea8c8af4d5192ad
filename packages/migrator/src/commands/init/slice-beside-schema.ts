import { posix } from 'node:path';
import type { FoundSlice } from '../../scaffold/drizzle/found-slice.ts';

export interface SchemaPlace {
  readonly label: string;
  /** Files, folders and patterns relative to the workspace root. */
  readonly schemas: readonly string[];
  readonly casing?: 'snake_case' | 'camelCase' | undefined;
  /** Folders with migrations of others, relative to the root. */
  readonly taken: readonly string[];
}

/** The slice in the innermost folder that has all of these schemas; `undefined` where that is not in the workspace. */
export function sliceBesideSchema({ label, schemas, casing, taken }: SchemaPlace): FoundSlice | undefined {
  const paths = schemas.map((each) => posix.normalize(each).replace(/\/$/, ''));
  if (paths.some((path) => path === '..' || path.startsWith('../') || path.startsWith('/'))) return undefined;
  const folder = innermost(paths.map((path) => posix.dirname(fixedPart(path)).split('/')));
  const inside = paths.map((path) => `./${posix.relative(folder, path)}`);
  const free = ['migrations', 'revisions'].find((name) => !taken.includes(posix.join(folder, name))) ?? 'braid';
  const [only = './schema.ts', ...more] = inside;
  const schema = more.length === 0 ? only : inside;
  return {
    label,
    folder,
    manifest: { label, schema, migrations: `./${free}`, ...(casing === undefined ? {} : { casing }) },
  };
}

/** A path up to and with its first part that has a pattern. */
function fixedPart(path: string): string {
  const parts = path.split('/');
  const pattern = parts.findIndex((part) => /[*?[\]{}!()]/.test(part));
  return pattern < 0 ? path : parts.slice(0, pattern + 1).join('/');
}

function innermost([first = [], ...others]: readonly (readonly string[])[]): string {
  const shared = first.findIndex((part, at) => others.some((other) => other[at] !== part));
  return (shared < 0 ? first : first.slice(0, shared)).join('/') || '.';
}
