/** Runs one statement and returns its rows; `$1` … are the `params`. All calls must reach the same session. */
export type CatalogQuery = (
  sql: string,
  params?: readonly unknown[],
) => Promise<readonly Readonly<Record<string, unknown>>[]>;
