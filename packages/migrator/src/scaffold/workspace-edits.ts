import { jsonFileEdit, textsAt, valueAt } from './json/json-file-edit.ts';
import { addToYamlList, yamlList } from './package/yaml-list.ts';
import { lineEdit, type WorkspaceEdit } from './workspace-edit.ts';

export interface WorkspaceFacts {
  readonly hasManifest: boolean;
  readonly isNx: boolean;
  readonly isPnpm: boolean;
  /** Versions of packages by name. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** The folder of a new slice that is a package, and the glob that finds it and its like. */
  readonly newPackage?: { readonly folder: string; readonly glob: string } | undefined;
  /** Folders of slices that the configuration has to name, when it already exists. */
  readonly sliceFolders?: readonly string[];
  /** The root tsconfig.json has a list of references. */
  readonly hasReferences: boolean;
}

/** All that a workspace needs besides files of its own, in the order in which it is said. */
export function workspaceEdits(facts: WorkspaceFacts): readonly WorkspaceEdit[] {
  const { hasManifest, isNx, isPnpm, newPackage, sliceFolders = [], hasReferences } = facts;
  return [
    lineEdit('.gitattributes', '**/migrations/snapshots/*.json linguist-generated', 'reviews then fold snapshots'),
    lineEdit('.gitignore', '.braid/', 'the data of the embedded PostgreSQL', [
      'node_modules/',
      ...(hasReferences ? ['dist/'] : []),
      ...(isNx ? ['.nx/'] : []),
    ]),
    ...sliceFolders.map(sliceFolder),
    ...(isNx ? [nxPlugin, lineEdit('.env', 'NX_ISOLATE_PLUGINS=false', 'it saves Nx two seconds a run')] : []),
    ...(hasManifest ? [script, ...packages(facts)] : []),
    ...(newPackage === undefined ? [] : [isPnpm ? pnpmGlob(newPackage) : workspacesGlob(newPackage)]),
    ...(newPackage === undefined || !hasReferences ? [] : [reference(newPackage.folder)]),
  ];
}

const PLUGIN = '@braid/migrator/nx';

const nxPlugin = jsonFileEdit({
  file: 'nx.json',
  what: `the plugin ${PLUGIN}`,
  byHand: `Put "${PLUGIN}" into the plugins of nx.json.`,
  addition: { path: ['plugins'], item: PLUGIN },
  isThere(value) {
    const plugins = valueAt(value, 'plugins');
    return Array.isArray(plugins) && plugins.some((each) => each === PLUGIN || valueAt(each, 'plugin') === PLUGIN);
  },
});

const script = jsonFileEdit({
  file: 'package.json',
  what: 'the script migrate',
  byHand: 'Put "migrate": "migrate" into the scripts of package.json.',
  addition: { path: ['scripts'], key: 'migrate', value: 'migrate' },
  isThere: (value) => valueAt(value, 'scripts', 'migrate') !== undefined,
});

const KINDS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

function packages({ dependencies }: WorkspaceFacts): readonly WorkspaceEdit[] {
  return Object.entries(dependencies).map(([name, version]) =>
    jsonFileEdit({
      file: 'package.json',
      what: `${name} ${version}`,
      byHand: `Put "${name}": "${version}" into the dependencies of package.json.`,
      installs: true,
      addition: { path: ['dependencies'], key: name, value: version, sorted: true },
      isThere: (value) => KINDS.some((each) => valueAt(value, each, name) !== undefined),
    }),
  );
}

type NewPackage = NonNullable<WorkspaceFacts['newPackage']>;

function workspacesGlob({ folder, glob }: NewPackage): WorkspaceEdit {
  const edit = (path: readonly string[]) =>
    jsonFileEdit({
      file: 'package.json',
      what: `the workspaces ${glob}`,
      byHand: `Put "${glob}" into the workspaces of package.json.`,
      installs: true,
      addition: { path, item: glob },
      isThere: (value) =>
        [...textsAt(value, 'workspaces'), ...textsAt(value, 'workspaces', 'packages')].some((each) =>
          covers(each, folder),
        ),
    });
  // Yarn's long form has the list one level deeper.
  const list = edit(['workspaces']);
  return { ...list, apply: (text) => list.apply(text) ?? edit(['workspaces', 'packages']).apply(text) };
}

function pnpmGlob({ folder, glob }: NewPackage): WorkspaceEdit {
  return {
    file: 'pnpm-workspace.yaml',
    what: `the packages ${glob}`,
    byHand: `Put "${glob}" into the packages of pnpm-workspace.yaml.`,
    apply(text = '') {
      const isThere = yamlList(text, 'packages').some((each) => covers(each, folder));
      return isThere ? text : addToYamlList(text, 'packages', glob);
    },
  };
}

function sliceFolder(folder: string): WorkspaceEdit {
  return jsonFileEdit({
    file: 'migrate.config.json',
    what: `the slices ${folder}`,
    byHand: `Put "${folder}" into the slices of the configuration.`,
    addition: { path: ['slices'], item: folder },
    isThere: (value) => textsAt(value, 'slices').some((each) => covers(each, folder)),
  });
}

function reference(folder: string): WorkspaceEdit {
  return jsonFileEdit({
    file: 'tsconfig.json',
    what: `the reference ./${folder}`,
    byHand: `Put { "path": "./${folder}" } into the references of tsconfig.json.`,
    addition: { path: ['references'], item: { path: `./${folder}` } },
    isThere(value) {
      const references = valueAt(value, 'references');
      const paths = Array.isArray(references) ? references.map((each) => String(valueAt(each, 'path'))) : [];
      return paths.some((path) => path.replace(/^\.\//, '').replace(/\/(tsconfig\.json)?$/, '') === folder);
    },
  });
}

/** Whether a glob of a package manager (`*` within a name, `**` over folders) finds a folder. */
export function covers(glob: string, folder: string): boolean {
  const pattern = glob
    .replace(/^\.\//, '')
    .replace(/\/$/, '')
    .replace(/[.+^$()|[\]{}?]/g, '\\$&')
    .replaceAll('**', '\0')
    .replaceAll('*', '[^/]*')
    .replaceAll('\0', '.*');
  return new RegExp(`^${pattern}$`).test(folder);
}
