/**
 * A folder with `slice.json`, a Drizzle schema and `migrations/`. Paths are relative to the workspace root, with `/`.
 */
export interface Slice {
  readonly label: string;
  readonly folder: string;
  /** The Drizzle schema, the first file of several; `null` when slice.json says that there is none. */
  readonly schema: string | null;
  /** Files, folders and patterns, when the schema is not one file. */
  readonly schemas?: readonly string[];
  /** How drizzle-orm 0.x names columns that have no name of their own: the `casing` of drizzle-kit's configuration. */
  readonly casing?: 'snake_case' | 'camelCase';
  /** Variables of the environment that loading the schema needs, unless they are set. */
  readonly schemaEnv?: Readonly<Record<string, string>>;
  readonly migrations: string;
  /** Who approves what reaches into the slice, as `@name`, `@organisation/team` or e-mail addresses. */
  readonly owners?: readonly string[];
  /** `shared`: applied once in a database, however many tenants of a fleet it has. */
  readonly scope?: 'shared' | 'tenant';
}
