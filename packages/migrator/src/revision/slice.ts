/** A folder with `slice.json`, a Drizzle schema and `migrations/`. Paths are relative to the workspace root, with `/`. */
export interface Slice {
  readonly label: string;
  readonly folder: string;
  /** The Drizzle schema; `null` when slice.json says that there is none. */
  readonly schema: string | null;
  readonly migrations: string;
  /** Who approves what reaches into the slice, as `@name`, `@organisation/team` or e-mail addresses. */
  readonly owners?: readonly string[];
}
