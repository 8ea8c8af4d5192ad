import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { closestWord } from '../../errors/closest-word.ts';
import { quoteForMessage } from '../../errors/files/revision-file-error.ts';
import { describeWordProblem } from '../../errors/files/word-problem.ts';
import { SliceManifestError } from '../../errors/workspace/workspace-errors.ts';
import { branchLabelProblem } from '../../revision/revision-id.ts';
import type { Slice } from '../../revision/slice.ts';
import { schemaOptions } from './schema-options.ts';
import { reading, type WorkspaceFolder } from './workspace-folder.ts';

const KEYS = ['$schema', 'label', 'schema', 'casing', 'schemaEnv', 'migrations', 'owners'];
const EXAMPLE = '{ "label": "events", "schema": "./src/schema.ts", "migrations": "./migrations" }';

/** Reads and checks the `slice.json` of a folder. Throws a `SliceManifestError` or another `WorkspaceError`. */
export function readSlice(workspace: WorkspaceFolder, folder: string): Slice {
  const file = folder === '' ? 'slice.json' : `${folder}/slice.json`;
  workspace.checkInside(file);
  const manifest = parseManifest(
    reading(file, () => readFileSync(workspace.path(file), 'utf8')),
    file,
  );
  const unknown = Object.keys(manifest).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) {
    const suggestion = closestWord(unknown.toLowerCase(), KEYS);
    const hint = suggestion === undefined ? `Known keys: ${KEYS.join(', ')}` : `Did you mean "${suggestion}"?`;
    throw new SliceManifestError(file, `unknown key ${quoteForMessage(unknown)}`, hint);
  }
  const label = textOf(manifest, 'label', undefined, file);
  const problem = branchLabelProblem(label);
  if (problem !== undefined) {
    const hint = 'The label of a slice is a branch label: letters, digits, "_", "." and "-", like "events".';
    throw new SliceManifestError(
      file,
      `"label": ${quoteForMessage(label)} ${describeWordProblem(problem, 'label')}`,
      hint,
    );
  }
  const owners = ownersOf(manifest.owners, file);
  return {
    label,
    folder,
    ...schemaOptions(manifest, file, (schema) => pathOf({ schema }, 'schema', './src/schema.ts', folder, file)),
    migrations: pathOf(manifest, 'migrations', './migrations', folder, file),
    ...(owners === undefined ? {} : { owners }),
  };
}

/** As in CODEOWNERS: people and teams of a forge, and e-mail addresses. */
const OWNER = /^(@[A-Za-z0-9][\w.-]*(\/[\w.-]+)*|[^\s@]+@[^\s@]+)$/;

function ownersOf(value: unknown, file: string): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const hint = 'Write a list as in CODEOWNERS: ["@team-events", "ann@example.org"]';
  if (!Array.isArray(value)) throw new SliceManifestError(file, '"owners" is no list', hint);
  const owners = value.map((owner: unknown) => {
    if (typeof owner === 'string' && OWNER.test(owner)) return owner;
    const given = quoteForMessage(typeof owner === 'string' ? owner : (JSON.stringify(owner) ?? ''));
    throw new SliceManifestError(file, `"owners": ${given} is no owner`, hint);
  });
  const twice = owners.find((owner, at) => owners.indexOf(owner) !== at);
  if (twice === undefined) return owners;
  throw new SliceManifestError(file, `"owners" names ${quoteForMessage(twice)} twice`, 'Take one of them out.');
}

function parseManifest(text: string, file: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SliceManifestError(file, `is no JSON: ${quoteForMessage(reason, 120)}`, `Write it as ${EXAMPLE}`, {
      cause: error,
    });
  }
  if (isRecord(value)) return value;
  throw new SliceManifestError(file, 'is no JSON object', `Write it as ${EXAMPLE}`);
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
  const value = manifest[key] ?? fallback;
  if (typeof value === 'string' && value !== '') return value;
  const problem = value === undefined ? `has no "${key}"` : `"${key}" is no text`;
  throw new SliceManifestError(file, problem, `Write it as ${EXAMPLE}`);
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
  const path = posix.normalize(value).replace(/\/$/, '');
  const illegal = posix.isAbsolute(path) || path === '.' || path === '..' || path.startsWith('../');
  if (illegal || /\\|\0|^[A-Za-z]:/.test(value)) {
    const hint = `Write a path below ${folder}, with "/": ${fallback}`;
    throw new SliceManifestError(file, `"${key}": ${quoteForMessage(value)} is no path inside of the slice`, hint);
  }
  return posix.join(folder, path);
}
