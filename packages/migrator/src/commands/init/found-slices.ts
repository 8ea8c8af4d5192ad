import { posix } from 'node:path';
import { branchLabelProblem } from '../../revision/revision-id.ts';
import { DRIZZLE_CONFIG, readDrizzleConfig } from '../../scaffold/drizzle/drizzle-config.ts';
import type { FoundSlice } from '../../scaffold/drizzle/found-slice.ts';
import { placeConfig } from '../shared/place-drizzle-config.ts';
import type { InitFiles } from './init-manifest.ts';
import { sliceBesideSchema } from './slice-beside-schema.ts';

/** Where projects that have no drizzle.config keep their tables. */
const USUAL = [
  'src/db/schema.ts',
  'src/db/schema/index.ts',
  'src/lib/db/schema.ts',
  'lib/db/schema.ts',
  'src/schema.ts',
];

export interface FoundSlices {
  readonly slices: readonly FoundSlice[];
  /** What could not be used, and why: one sentence each. */
  readonly notes: readonly string[];
}

/**
 * The slices of a project that uses Drizzle already: one for each configuration of drizzle-kit, otherwise one for the
 * schema file at a usual place.
 *
 * @param candidates files that may be configurations of drizzle-kit, relative to the root
 * @param label of the only slice; several are named after the folders of their configurations
 */
export function foundSlices(files: InitFiles, candidates: readonly string[], label: string | undefined): FoundSlices {
  const slices: FoundSlice[] = [];
  const notes: string[] = [];
  const takeOver = (found: FoundSlice | undefined, file: string): void => {
    const twin = slices.find(({ folder, label: name }) => folder === found?.folder || name === found?.label);
    const owner = found === undefined ? undefined : ownerOf(files, found.folder);
    if (owner !== undefined && owner !== found?.folder)
      notes.push(`${file}: ${owner}/slice.json is for its folder already.`);
    else if (found === undefined)
      notes.push(`${file}: its schema is outside the workspace. Write a slice.json by hand.`);
    else if (twin !== undefined)
      notes.push(`${file}: the slice ${twin.label} already has this folder or label. Write a slice.json by hand.`);
    else slices.push(found);
  };
  const unread: { readonly file: string; readonly why: string }[] = [];
  const configs = candidates.filter((file) => DRIZZLE_CONFIG.test(posix.basename(file)));
  for (const file of configs) {
    const read = readDrizzleConfig(file, files.read(file) ?? '');
    if (typeof read === 'string') {
      unread.push({ file, why: read });
      continue;
    }
    const { schemas, casing, out, built = [] } = placeConfig(file, read, files.exists);
    const name = configs.length === 1 ? (label ?? 'app') : labelOf(file);
    takeOver(sliceBesideSchema({ label: name, schemas, casing, taken: [out] }), file);
    if (built.length > 0)
      notes.push(`${file} names build output, ${built.join(', ')}: the slice reads its source, ${schemas.join(', ')}.`);
    notes.push(...read.notes);
  }
  for (const { file, why } of unread) {
    // Of two configurations for the same schema, one that can be read is enough.
    const folder = posix.dirname(file);
    if (slices.some((slice) => slice.folder === folder || slice.folder.startsWith(`${folder}/`))) continue;
    notes.push(`${why} Write a slice.json beside the schema by hand, and its folder into "slices".`);
  }
  const isSetUp = files.list('', '').some((name) => /^migrate\.config\./.test(name));
  const usual = configs.length > 0 || isSetUp ? undefined : USUAL.find((file) => files.read(file) !== undefined);
  if (usual !== undefined) takeOver(sliceBesideSchema({ label: label ?? 'app', schemas: [usual], taken: [] }), usual);
  return { slices, notes };
}

/** The nearest folder upwards that is a slice. */
function ownerOf(files: InitFiles, folder: string): string | undefined {
  if (files.read(posix.join(folder, 'slice.json')) !== undefined) return folder;
  return folder === '.' ? undefined : ownerOf(files, posix.dirname(folder));
}

/** `packages/auth/drizzle.config.ts` is `auth`, and so is `drizzle-auth.config.ts`. */
function labelOf(file: string): string {
  const [, own] = /^drizzle[-.]([\w.-]+)\.config\./.exec(posix.basename(file)) ?? [];
  const folder = posix.basename(posix.dirname(file));
  const label = (own ?? (folder === '.' ? 'app' : folder)).replace(/[^\w-]+/g, '_');
  return branchLabelProblem(label) === undefined ? label : `slice_${label}`;
}
