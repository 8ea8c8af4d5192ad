/** Where the views are: addresses of the server, or files of a report. */
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
  /** The schema at a place (see `parsePlace`); `undefined` where nobody can ask: a report has that of each slice. */
  schemaAt(query: Readonly<Record<string, string>>): string | undefined;
  /** The graph of some slices; `undefined` where nobody can ask: a report has that of all and of each one. */
  graphOf(slices: readonly string[]): string | undefined;
  /** What takes time and is asked for when the view is open; `undefined` in a report. */
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
