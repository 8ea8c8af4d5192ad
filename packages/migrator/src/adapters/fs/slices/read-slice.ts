import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { closestWord } from '../../../errors/closest-word.ts';
import { SliceManifestError } from '../../../errors/workspace/slice-errors.ts';
import { branchLabelProblem } from '../../../revision/revision-id.ts';
import type { Slice } from '../../../revision/slice.ts';
import { reading, type WorkspaceFolder } from '../workspace-folder.ts';
import { namesDrive } from './names-drive.ts';
import { schemaOptions } from './schema-options.ts';

/** All keys of a `slice.json`; the JSON schema for editors is tested against them. */
export const SLICE_KEYS = ['$schema', 'label', 'schema', 'casing', 'schemaEnv', 'migrations', 'owners', 'scope'];

/** Reads and checks the `slice.json` of a folder. Throws a `SliceManifestError` or another `WorkspaceError`. */
export function readSlice(workspace: WorkspaceFolder, folder: string): Slice {
  const file = folder === '' ? 'slice.json' : `${folder}/slice.json`;
  workspace.checkInside(file);
  const manifest = parseManifest(
    reading(file, () => readFileSync(workspace.path(file), 'utf8')),
    file,
  );
  const unknown = Object.keys(manifest).find((key) => !SLICE_KEYS.includes(key));
  if (unknown !== undefined) {
    const suggestion = closestWord(unknown.toLowerCase(), SLICE_KEYS);
    throw new SliceManifestError({
      file,
      problem: 'unknown-key',
      key: unknown,
      known: SLICE_KEYS,
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }
  textOf(manifest, '$schema', ' ', file);
  const label = textOf(manifest, 'label', undefined, file);
  const why = branchLabelProblem(label);
  if (why !== undefined) throw new SliceManifestError({ file, problem: 'label', label, why });
  const owners = ownersOf(manifest.owners, file);
  const scope = scopeOf(manifest.scope, file);
  return {
    label,
    folder,
    ...schemaOptions(manifest, file, (schema) => pathOf({ schema }, 'schema', './src/schema.ts', folder, file)),
    migrations: pathOf(manifest, 'migrations', './migrations', folder, file),
    ...(owners === undefined ? {} : { owners }),
    ...(scope === undefined ? {} : { scope }),
  };
}

/** As in CODEOWNERS: people and teams of a forge, and e-mail addresses. */
const OWNER = /^(@[A-Za-z0-9][\w.-]*(\/[\w.-]+)*|[^\s@]+@[^\s@]+)$/;

function ownersOf(value: unknown, file: string): readonly string[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw new SliceManifestError({ file, problem: 'owners-not-a-list' });
  const owners = value.map((owner: unknown) => {
    if (typeof owner === 'string' && OWNER.test(owner)) return owner;
    const given = typeof owner === 'string' ? owner : (JSON.stringify(owner) ?? '');
    throw new SliceManifestError({ file, problem: 'not-an-owner', owner: given });
  });
  const twice = owners.find((owner, at) => owners.indexOf(owner) !== at);
  if (twice === undefined) return owners;
  throw new SliceManifestError({ file, problem: 'owner-twice', owner: twice });
}

/** Whether each tenant of a fleet has the slice, or all share it. */
function scopeOf(value: unknown, file: string): Slice['scope'] {
  if (value === undefined || value === 'shared' || value === 'tenant') return value;
  throw new SliceManifestError({ file, problem: 'scope', given: JSON.stringify(value) });
}

function parseManifest(text: string, file: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new SliceManifestError({ file, problem: 'not-json', said }, { cause: error });
  }
  if (isRecord(value)) return value;
  throw new SliceManifestError({ file, problem: 'not-an-object' });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(
  manifest: Readonly<Record<string, unknown>>,
  key: string,
  fallback: string | undefined,
  file: string,
): string {
  const value = manifest[key] === undefined ? fallback : manifest[key];
  if (typeof value === 'string' && value !== '') return value;
  throw new SliceManifestError({ file, problem: value === undefined ? 'key-missing' : 'not-text', key });
}

/** A path below the slice's folder, relative to the root. */
function pathOf(
  manifest: Readonly<Record<string, unknown>>,
  key: string,
  fallback: string,
  folder: string,
  file: string,
): string {
  const value = textOf(manifest, key, fallback, file);
  const normal = posix.normalize(value);
  const path = normal.endsWith('/') ? normal.slice(0, -1) : normal;
  const illegal = posix.isAbsolute(path) || path === '.' || path === '..' || path.startsWith('../');
  if (illegal || value.includes('\\') || value.includes('\0') || namesDrive(value)) {
    throw new SliceManifestError({ file, problem: 'path-outside', key, path: value, folder, example: fallback });
  }
  return posix.join(folder, path);
}
