import type { RevisionFiles } from '../../ports/workspace/revision-files.ts';
import { textsAt, valueAt } from '../../scaffold/json/json-file-edit.ts';
import { jsonValue, parseJsonText } from '../../scaffold/json/json-node.ts';
import { type PackageManager, packageManagerOf } from '../../scaffold/package/package-manager.ts';

/** The files that `init` reads, makes and adds to. */
export interface InitFiles extends RevisionFiles {
  /** Whether a file or folder exists. */
  exists(path: string): boolean;
  /** The text with its own line ends and its byte order mark, where `read` gives it without. */
  readAsWritten?(file: string): string | undefined;
}

/** What `init` needs to know about a workspace; empty without a package.json that can be read. */
export interface Manifest {
  readonly exists: boolean;
  readonly isNx: boolean;
  readonly isMonorepo: boolean;
  /** npm scope for packages of slices: that of the package's own name, otherwise the name. */
  readonly scope: string;
  /** The versions of all dependencies, by name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly manager: PackageManager;
}

export function readManifest(files: Pick<RevisionFiles, 'read' | 'list'>): Manifest {
  const exists = files.read('package.json') !== undefined;
  const manifest = readJson(files, 'package.json');
  const name = typeof manifest.name === 'string' ? manifest.name : '';
  const names = files.list('', '');
  const isNx = names.includes('nx.json');
  const workspaces = [...textsAt(manifest, 'workspaces'), ...textsAt(manifest, 'workspaces', 'packages')];
  return {
    exists,
    isNx,
    isMonorepo: workspaces.length > 0 || isNx || names.includes('pnpm-workspace.yaml'),
    scope: /^@([^/]+)\//.exec(name)?.[1] ?? (name || 'app'),
    versions: versionsOf(manifest),
    manager: packageManagerOf(manifest.packageManager, names),
  };
}

function versionsOf(manifest: unknown): Readonly<Record<string, string>> {
  const kinds = ['peerDependencies', 'devDependencies', 'dependencies'];
  return Object.fromEntries(
    kinds.flatMap((kind) => {
      const given = valueAt(manifest, kind);
      return typeof given === 'object' && given !== null ? Object.entries(given) : [];
    }),
  );
}

/** The version of Drizzle that `init` adds to a workspace without it: npm's `latest`. */
export const DRIZZLE_VERSION = '^0.45.4';

/** Lines that say what is to be installed where there is no package.json to write it into. */
export function installLines({ exists, manager }: Manifest): readonly string[] {
  if (exists) return [];
  return [
    'Create a package.json: npm init -y',
    `Install what is missing: ${manager.add} @braid/migrator drizzle-orm`,
    'Put "migrate": "migrate" into the scripts of package.json.',
  ];
}

/** The object in a JSON file; empty where there is none. */
export function readJson(files: Pick<RevisionFiles, 'read'>, path: string): Readonly<Record<string, unknown>> {
  const node = parseJsonText(files.read(path) ?? '{}');
  const value = node === undefined ? {} : jsonValue(node);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
