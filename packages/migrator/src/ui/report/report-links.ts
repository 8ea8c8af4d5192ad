import type { Links } from '../links.ts';

/** The files of a report, with names that any file system accepts, whatever the names of ids and environments are. */
export interface ReportFiles {
  revision(id: string): string;
  database(environment: string): string;
  /** The graph of one slice, and its tables. */
  graph(slice: string): string | undefined;
  schema(slice: string): string | undefined;
}

/**
 * Characters that are safe in a file name: any other could mean a folder or a device, or be changed by another system.
 */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** Numbers replace names that are not plain, or that differ from an earlier one only by case. */
export function reportFiles(
  ids: readonly string[],
  environments: readonly string[],
  slices: readonly string[] = [],
): ReportFiles {
  const names = (folder: string, all: readonly string[]): ReadonlyMap<string, string> => {
    const taken = new Set<string>();
    return new Map(
      all.map((each, number) => {
        const low = each.toLowerCase();
        const isFree = PLAIN.test(each) && !taken.has(low);
        taken.add(low);
        // Plain names have no dots, so the numbered names cannot collide.
        return [each, `${folder}/${isFree ? each : `n.${number}`}.html`];
      }),
    );
  };
  const revisions = names('revisions', ids);
  const databases = names('databases', environments);
  const graphs = names('graph', slices);
  const schemas = names('schema', slices);
  return {
    revision: (id) => revisions.get(id) ?? 'index.html',
    database: (environment) => databases.get(environment) ?? 'databases.html',
    graph: (slice) => graphs.get(slice),
    schema: (slice) => schemas.get(slice),
  };
}

/** Relative links, from a file in the folder of the report, or in a folder below it. */
export function reportLinks(files: ReportFiles, isBelow: boolean): Links {
  const up = isBelow ? '../' : '';
  const below = (file: string | undefined): string | undefined => (file === undefined ? undefined : up + file);
  return {
    graph: `${up}index.html`,
    databases: `${up}databases.html`,
    schema: `${up}schema.html`,
    merge: `${up}merge.html`,
    fleets: `${up}fleets.html`,
    asset: (name) => `${up}assets/${name}`,
    revision: (id) => `${up}${files.revision(id)}`,
    database: (environment) => `${up}${files.database(environment)}`,
    schemaAt: ({ at, slice, ...others }) =>
      at === 'heads' && slice !== undefined && Object.keys(others).length === 0
        ? below(files.schema(slice))
        : undefined,
    graphOf: ([slice, ...others]) => {
      if (slice === undefined) return `${up}index.html`;
      return others.length === 0 ? below(files.graph(slice)) : undefined;
    },
    later: () => undefined,
  };
}
