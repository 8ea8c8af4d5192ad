import type { RevisionFiles } from '../ports/revision-files.ts';

/** The files that `init` reads and makes; it replaces none. */
export type InitFiles = Pick<RevisionFiles, 'read' | 'create'>;

/** What `init` wants to know of a package.json; empty where there is none, or none that can be read. */
export interface Manifest {
  readonly exists: boolean;
  readonly isMonorepo: boolean;
  /** npm scope for packages of slices: that of the package's own name, else the name. */
  readonly scope: string;
  readonly workspaces: readonly string[];
  readonly scripts: readonly string[];
  readonly dependencies: readonly string[];
}

export function readManifest(files: Pick<RevisionFiles, 'read'>): Manifest {
  const text = files.read('package.json');
  const manifest = readJson(files, 'package.json');
  const name = typeof manifest.name === 'string' ? manifest.name : '';
  const list = Array.isArray(manifest.workspaces)
    ? manifest.workspaces
    : Reflect.get(keys(manifest.workspaces), 'packages');
  const workspaces = Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
  return {
    exists: text !== undefined,
    isMonorepo: workspaces.length > 0 || files.read('nx.json') !== undefined,
    scope: /^@([^/]+)\//.exec(name)?.[1] ?? (name || 'app'),
    workspaces,
    scripts: Object.keys(keys(manifest.scripts)),
    dependencies: ['dependencies', 'devDependencies', 'peerDependencies'].flatMap((kind) =>
      Object.keys(keys(manifest[kind])),
    ),
  };
}

/** The version of Drizzle that `init` asks for: the oldest one that is supported, since no dist-tag leads to it. */
export const DRIZZLE_VERSION = '1.0.0-rc.5';

function versioned(name: string): string {
  return name.startsWith('drizzle-') ? `${name}@${DRIZZLE_VERSION}` : name;
}

/** A line that says what is to be installed, if anything is. */
export function missingPackages({ exists, dependencies }: Manifest): string[] {
  const lacks = (name: string): boolean => !dependencies.includes(name);
  const runtime = ['@braid/migrator', 'drizzle-orm'].filter(lacks).map(versioned);
  const tools = ['drizzle-kit'].filter(lacks).map(versioned);
  return [
    ...(exists ? [] : ['Make a package.json: npm init -y']),
    ...(runtime.length === 0 ? [] : [`Install what is missing: npm install ${runtime.join(' ')}`]),
    ...(tools.length === 0
      ? []
      : [`Install what is missing for development: npm install --save-dev ${tools.join(' ')}`]),
  ];
}

/** The object in a JSON file; empty where there is none. */
export function readJson(files: Pick<RevisionFiles, 'read'>, path: string): Readonly<Record<string, unknown>> {
  try {
    return { ...keys(JSON.parse(files.read(path) ?? '{}')) };
  } catch {
    return {};
  }
}

function keys(value: unknown): object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
