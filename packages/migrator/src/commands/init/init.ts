import { posix } from 'node:path';
import { UsageError } from '../../errors/usage/usage-error.ts';
import { branchLabelProblem } from '../../revision/revision-id.ts';
import type { FoundSlice } from '../../scaffold/drizzle/found-slice.ts';
import { CONFIG_FILE, scaffold, type Template } from '../../scaffold/scaffold.ts';
import type { SlicePackageScaffold } from '../../scaffold/scaffold-slice.ts';
import { workspaceEdits } from '../../scaffold/workspace-edits.ts';
import { deployKit } from './deploy-kit.ts';
import { foundSlices } from './found-slices.ts';
import { applyEdits, type FileAddition } from './init-edits.ts';
import {
  DRIZZLE_VERSION,
  type InitFiles,
  installLines,
  type Manifest,
  readJson,
  readManifest,
} from './init-manifest.ts';

export interface InitPlace {
  /** The folder that becomes the workspace, absolute. */
  readonly root: string;
  readonly files: InitFiles;
  /** Of this migrator: what package.json files ask for. */
  readonly version: string;
  /** Files that may be configurations of drizzle-kit, relative to the root. */
  readonly drizzleConfigs?: readonly string[];
}

export interface InitOptions {
  /**
   * Default: `monorepo` where package.json has workspaces, or there is an nx.json or a pnpm-workspace.yaml, otherwise
   * `single`.
   */
  readonly template?: Template | undefined;
  /** The label of the first slice, default `app`; `null` for none. */
  readonly slice?: string | null | undefined;
}

export interface InitResult {
  readonly root: string;
  readonly template: Template;
  /** The first one, where slices were made for several schemas. */
  readonly slice: string | null;
  /** Relative to the root. */
  readonly created: readonly string[];
  /** What was added to existing files. */
  readonly added: readonly FileAddition[];
  /** Existing files that were left as they are. */
  readonly kept: readonly string[];
  /** The next steps by hand, a sentence or command each, in order. */
  readonly next: readonly string[];
}

/**
 * Sets up a workspace, or adds a slice to one. If Drizzle is used already, slices are made beside the existing schemas.
 * Never overwrites: existing files stay, and are named; to files that every workspace has (package.json, .gitignore …)
 * it adds what is missing. Throws a `UsageError` for a label that cannot be one.
 */
export function init({ root, files, version, drizzleConfigs = [] }: InitPlace, options: InitOptions = {}): InitResult {
  checkLabel(options.slice ?? null);
  if (options.template === 'deploy')
    return { ...NOTHING, root, template: 'deploy', ...deployKit(root, files, options.slice ?? null) };
  const manifest = readManifest(files);
  const { slices: found, notes } = isForWhatIsThere(files, options)
    ? foundSlices(files, drizzleConfigs, options.slice ?? undefined)
    : { slices: [], notes: [] };
  const [first] = found;
  const slice = first?.label ?? (options.slice === undefined ? 'app' : options.slice);
  if (first === undefined && notes.length > 0) return { ...NOTHING, root, next: notes };
  const template = options.template ?? (manifest.isMonorepo && first === undefined ? 'monorepo' : 'single');
  const created: string[] = [];
  const kept: string[] = [];
  const place = slice === null || first !== undefined ? undefined : placeOf(files, slice);
  const texts = {
    template,
    slices: slice === null || first !== undefined ? [] : [slice],
    found,
    folder: place?.folder,
  };
  for (const { path, text } of scaffold({ ...texts, package: packageOf(files, manifest, version) })) {
    // Nothing is added to a slice that exists.
    const slices = kept.filter((one) => one.endsWith('/slice.json')).map((one) => posix.dirname(one));
    if (slices.some((owner) => path.startsWith(`${owner}/`))) continue;
    const there = path === CONFIG_FILE ? configFile(files) : path;
    if (there === path && files.read(path) === undefined) {
      files.create(path, text);
      created.push(path);
    } else kept.push(there);
  }
  const folder = created.find((file) => file.endsWith('/package.json'))?.replace(/\/package\.json$/, '');
  const edits = workspaceEdits({
    hasManifest: manifest.exists,
    isNx: manifest.isNx,
    isPnpm: manifest.manager.name === 'pnpm',
    dependencies: {
      '@braid/migrator': `^${version}`,
      // Packages with existing schemas already have drizzle-orm.
      ...(first === undefined ? { 'drizzle-orm': DRIZZLE_VERSION } : {}),
    },
    sliceFolders: kept.includes(CONFIG_FILE) ? found.map((each) => each.folder) : [],
    newPackage: folder === undefined ? undefined : { folder, glob: place?.glob ?? `${posix.dirname(folder)}/*` },
    hasReferences: Array.isArray(readJson(files, 'tsconfig.json').references),
  });
  const { added, made, byHand, installs } = applyEdits(files, edits);
  created.push(...made);
  const { migrate, install } = manifest.manager;
  const next = [
    ...byHand,
    ...notes,
    ...(first !== undefined && kept.some((file) => /^migrate\.config\.(mjs|ts)$/.test(file))
      ? [`See that "slices" in ${configFile(files)} covers ${found.map(({ folder }) => folder).join(', ')}.`]
      : []),
    ...(slice !== null &&
    first === undefined &&
    kept.some((file) => file.startsWith('migrate.config.')) &&
    place === undefined
      ? [`See that "slices" in ${configFile(files)} covers the folder of the slice.`]
      : []),
    ...installLines(manifest),
    ...(manifest.exists && (installs || folder !== undefined)
      ? [`Install what package.json asks for now: ${install}`]
      : []),
    ...(slice === null
      ? [`Create a slice: ${manifest.isNx ? 'nx g @braid/migrator:slice events' : `${migrate} init --slice events`}`]
      : first !== undefined
        ? [
            ...(drizzleConfigs.length === 0
              ? []
              : [`Take over existing migrations, if there are any: ${adoptions(migrate, found)}`]),
            `${drizzleConfigs.length === 0 ? 'Write' : 'Otherwise write'} the first revision${found.length > 1 ? ' of each slice' : ''}: ${found
              .map(({ label }) => `${migrate} revision -m "baseline" --slice ${label}`)
              .join(' && ')}`,
            `A new database: ${migrate} upgrade heads. One that has the tables: ${migrate} adopt database`,
          ]
        : [
            `Describe your tables in the schema, then: ${migrate} revision -m "first tables" --slice ${slice}`,
            `Apply it: ${migrate} upgrade heads`,
          ]),
  ];
  return { root, template, slice, created, added, kept, next };
}

function adoptions(migrate: string, found: readonly FoundSlice[]): string {
  return found
    .map(({ label }) => `${migrate} adopt drizzle${found.length > 1 ? ` --slice ${label}` : ''}`)
    .join(' && ');
}

const NOTHING = { template: 'single', slice: null, created: [], added: [], kept: [] } as const;

/** A given template, or another slice in a workspace that is set up, means something new. */
function isForWhatIsThere(files: InitFiles, { template, slice }: InitOptions): boolean {
  return template === undefined && !(typeof slice === 'string' && files.read(configFile(files)) !== undefined);
}

function checkLabel(slice: string | null): void {
  if (slice === null) return;
  const why = branchLabelProblem(slice);
  if (why === undefined) return;
  throw new UsageError({ problem: 'slice-unfit', slice, why });
}

/** The existing configuration, in whichever form; otherwise the one to make. */
function configFile(files: InitFiles): string {
  return files.list('', '').find((name) => /^migrate\.config\.(json|mjs|ts)$/.test(name)) ?? CONFIG_FILE;
}

function packageOf(files: InitFiles, { scope, versions, manager }: Manifest, version: string): SlicePackageScaffold {
  const names = files.list('', '');
  const bases = ['tsconfig.base.json', 'tsconfig.json'].filter((name) => names.includes(name));
  return {
    scope,
    runner: versions.vitest === undefined ? 'node' : 'vitest',
    versions: {
      drizzle: versions['drizzle-orm'] ?? DRIZZLE_VERSION,
      migrator: versions['@braid/migrator'] ?? `^${version}`,
    },
    // The root's own tsconfig.json is about its files, not a base to build on.
    ...(bases.length === 0 ? {} : { tsconfig: bases.find((name) => name === 'tsconfig.base.json') ?? null }),
    migrate: manager.migrate,
  };
}

interface Place {
  readonly folder: string;
  readonly glob: string;
}

/** Where the existing configuration looks for slices: the first place with room for another one. */
export function placeOf(files: InitFiles, slice: string): Place | undefined {
  const { slices } = readJson(files, CONFIG_FILE);
  const globs = Array.isArray(slices) ? slices.filter((glob) => typeof glob === 'string') : [];
  const places = globs.map((glob) => ({ glob, folder: glob.replace('*', slice) }));
  // The slice itself may exist: then none of its files is written again.
  return (
    places.find(({ folder }) => readJson(files, `${folder}/slice.json`).label === slice) ??
    places.find(({ glob }) => glob.includes('*'))
  );
}
