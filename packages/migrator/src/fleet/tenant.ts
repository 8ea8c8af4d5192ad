/** A tenant of a fleet, as its source names it. */
export interface Tenant {
  readonly id: string;
  /** Its schema, where tenants share a database. */
  readonly schema?: string | undefined;
  /** What names its database; the database of the fleet when there is none. */
  readonly database?:
    | { readonly by: 'url'; readonly url: string }
    | { readonly by: 'variable'; readonly variable: string }
    | { readonly by: 'name'; readonly name: string }
    | undefined;
  /** All else that the source says: `tier`, `region`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What tells two tenants apart: no two of a fleet have the same. Holds the URL, with its password. */
export function placeKey({ schema = '', database }: Tenant): string {
  switch (database?.by) {
    case 'url':
      return JSON.stringify([schema, 'url', database.url]);
    case 'variable':
      return JSON.stringify([schema, 'variable', database.variable]);
    case 'name':
      return JSON.stringify([schema, 'name', database.name]);
    case undefined:
      return JSON.stringify([schema]);
  }
}
