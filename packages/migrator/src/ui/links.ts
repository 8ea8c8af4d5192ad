/** Links to the views: addresses of the server, or files of a report. */
export interface Links {
  readonly graph: string;
  readonly databases: string;
  readonly schema: string;
  readonly merge: string;
  readonly fleets: string;
  /** The style sheet and the script. */
  asset(name: string): string;
  revision(id: string): string;
  database(environment: string): string;
  /** The schema at a place (see `parsePlace`); `undefined` in a report, which has only that of each slice. */
  schemaAt(query: Readonly<Record<string, string>>): string | undefined;
  /** The graph of some slices; `undefined` in a report, which has only that of all slices and of each one. */
  graphOf(slices: readonly string[]): string | undefined;
  /** A slow part, which the open view loads; `undefined` in a report. */
  later(path: string): string | undefined;
}

/** The addresses of the server. */
export const SERVER_LINKS: Links = {
  graph: '/',
  databases: '/databases',
  schema: '/schema',
  merge: '/merge',
  fleets: '/fleets',
  asset: (name) => `/assets/${name}`,
  revision: (id) => `/revisions/${encodeURIComponent(id)}`,
  database: (environment) => `/databases/${encodeURIComponent(environment)}`,
  schemaAt: (query) => `/schema?${new URLSearchParams(query)}`,
  graphOf: (slices) =>
    slices.length === 0 ? '/' : `/?${new URLSearchParams(slices.map((slice): [string, string] => ['slice', slice]))}`,
  later: (path) => path,
};
