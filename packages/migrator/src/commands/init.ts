import { posix } from 'node:path';
import { UsageError } from '../errors/usage-errors.ts';
import { branchLabelProblem } from '../revision/revision-id.ts';
import { CONFIG_FILE, scaffold, type Template } from '../scaffold/scaffold.ts';
import { type InitFiles, missingPackages, readJson, readManifest } from './init-manifest.ts';

export interface InitContext {
  /** The folder that becomes the workspace, absolute. */
  readonly root: string;
  readonly files: InitFiles;
}

export interface InitOptions {
  /** Default: `monorepo` where package.json has workspaces or there is an nx.json, else `single`. */
  readonly template?: Template | undefined;
  /** The label of the first slice; default `app`. */
  readonly slice?: string | undefined;
}

export interface InitResult {
  readonly root: string;
  readonly template: Template;
  readonly slice: string;
  /** Relative to the root. */
  readonly created: readonly string[];
  /** Files that were there already and were left as they are. */
  readonly kept: readonly string[];
  /** What is to be done by hand, a sentence or command each, in order. */
  readonly next: readonly string[];
}

/** Sets up a workspace, or adds a slice to one. Never overwrites: what is there stays, and is named. Throws a `UsageError` for a label that cannot be one. */
export function init({ root, files }: InitContext, options: InitOptions = {}): InitResult {
  const slice = options.slice ?? 'app';
  const problem = branchLabelProblem(slice);
  if (problem !== undefined) {
    throw new UsageError(`"${slice}" cannot name a slice: it ${problem}.`, 'migrate init --slice events', { slice });
  }
  const manifest = readManifest(files);
  const template = options.template ?? (manifest.isMonorepo ? 'monorepo' : 'single');
  const created: string[] = [];
  const kept: string[] = [];
  const folder = folderIn(files, slice);
  for (const { path, text } of scaffold({ template, slices: [slice], scope: manifest.scope, folder })) {
    // A slice that is there is somebody's: nothing is added to it.
    const slices = kept.filter((one) => one.endsWith('/slice.json')).map((one) => posix.dirname(one));
    if (slices.some((owner) => path.startsWith(`${owner}/`))) continue;
    if (files.read(path) === undefined) {
      files.create(path, text);
      created.push(path);
    } else kept.push(path);
  }
  const next = [
    ...missingLines(files, kept, folder),
    ...missingPackages(manifest),
    ...(manifest.scripts.includes('migrate') ? [] : ['Put "migrate": "migrate" into the scripts of package.json.']),
    ...(template === 'monorepo' && !manifest.workspaces.includes('features/*')
      ? ['Put "features/*" into the workspaces of package.json, then run npm install.']
      : []),
    `Describe your tables in the schema, then: npx --no migrate revision -m "first tables" --slice ${slice}`,
    'Apply it: npx --no migrate upgrade heads',
  ];
  return { root, template, slice, created, kept, next };
}

/** Where the configuration that is there already looks for slices: the first place with room for another one. */
function folderIn(files: InitFiles, slice: string): string | undefined {
  const { slices } = readJson(files, CONFIG_FILE);
  const globs = Array.isArray(slices) ? slices.filter((glob) => typeof glob === 'string') : [];
  const folders = globs.map((glob) => glob.replace('*', slice));
  // The slice itself may be there: then nothing of it is written anew.
  return (
    folders.find((folder) => readJson(files, `${folder}/slice.json`).label === slice) ??
    folders[globs.findIndex((glob) => glob.includes('*'))]
  );
}

/** What a kept file lacks. */
function missingLines(files: InitFiles, kept: readonly string[], folder: string | undefined): string[] {
  const wants = (path: string, line: string, why: string): string[] =>
    kept.includes(path) && !(files.read(path) ?? '').includes(line) ? [`Add ${line} to ${path}: ${why}.`] : [];
  return [
    ...wants('.gitignore', '.braid/', 'the data of the embedded PostgreSQL'),
    ...wants('.gitattributes', '**/migrations/snapshots/*.json linguist-generated', 'reviews then fold snapshots'),
    ...(kept.includes(CONFIG_FILE) && folder === undefined
      ? [`See that "slices" in ${CONFIG_FILE} covers the folder of the slice.`]
      : []),
  ];
}
