import type { FoundSlice } from './drizzle/found-slice.ts';
import { formatJson } from './json/format-json.ts';
import type { ScaffoldFile } from './scaffold-file.ts';
import { type SlicePackageScaffold, scaffoldSlice } from './scaffold-slice.ts';
import { schemaPath } from './schema-path.ts';
import { serviceStart } from './service-start.ts';

/** What `init` can set up. */
export const TEMPLATES = [
  { name: 'single', summary: 'one project, one slice in db/' },
  { name: 'monorepo', summary: 'slices as packages in features/, one graph for all' },
  {
    name: 'service',
    summary: 'like single, with a function that brings the database up to date when the service starts',
  },
  { name: 'deploy', summary: 'an image and what runs it: Compose, Kubernetes, Helm, GitHub, GitLab' },
] as const;

export type Template = (typeof TEMPLATES)[number]['name'];

/** Those that make slices. */
export type SliceTemplate = Exclude<Template, 'deploy'>;

export interface ScaffoldOptions {
  readonly template: SliceTemplate;
  /** Labels of the slices; each must be a branch label. */
  readonly slices: readonly string[];
  /**
   * Slices whose schemas exist already: they get a slice.json beside them, and the configuration looks nowhere
   * else.
   */
  readonly found?: readonly FoundSlice[];
  /** Where the (only) slice goes, instead of the template's own place. */
  readonly folder?: string | undefined;
  /** What the packages of slices have (`monorepo` only). */
  readonly package: SlicePackageScaffold;
}

export const CONFIG_FILE = 'migrate.config.json';
const SCHEMA = schemaPath('.', 'migrate.config');

/** The files of a new workspace, the configuration first. */
export function scaffold({
  template,
  slices,
  found = [],
  package: own,
  folder,
}: ScaffoldOptions): readonly ScaffoldFile[] {
  const monorepo = template === 'monorepo';
  const only = slices.length === 1 ? folder : undefined;
  const place = (label: string): string => {
    if (monorepo) return `features/${label}`;
    return slices.length === 1 ? 'db' : `db/${label}`;
  };
  return [
    { path: CONFIG_FILE, text: `${formatJson(configuration(template, found))}\n` },
    ...found.map((each) => ({
      path: each.folder === '.' ? 'slice.json' : `${each.folder}/slice.json`,
      text: `${formatJson({ $schema: schemaPath(each.folder, 'slice'), ...each.manifest })}\n`,
    })),
    ...slices.flatMap((label) =>
      scaffoldSlice({ label, folder: only ?? place(label), ...(monorepo ? { package: own } : {}) }),
    ),
    ...(template === 'service' ? [{ path: 'db/migrate-on-start.ts', text: serviceStart() }] : []),
  ];
}

function configuration(template: SliceTemplate, found: readonly FoundSlice[]): object {
  if (found.length > 0) return { $schema: SCHEMA, slices: found.map(({ folder }) => folder) };
  // Room for more slices than the first one.
  const globs = template === 'monorepo' ? ['features/*'] : ['db', 'db/*'];
  const base = { $schema: SCHEMA, slices: globs };
  if (template !== 'service') return base;
  return { ...base, environments: { production: { urlVariable: 'PRODUCTION_DATABASE_URL', protected: true } } };
}
