/** A tenant of a fleet, as its source names it. */
export interface Tenant {
  readonly id: string;
  /** Its schema, if tenants share a database. */
  readonly schema?: string | undefined;
  /** What names its database; default: the control database. */
  readonly database?:
    | { readonly by: 'url'; readonly url: string }
    | { readonly by: 'variable'; readonly variable: string }
    | { readonly by: 'name'; readonly name: string }
    | undefined;
  /** All other columns of the source: `tier`, `region`. */
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
