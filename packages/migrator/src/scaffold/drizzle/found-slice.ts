/** A slice for schema files that are there: all that is made is its slice.json, beside them. */
export interface FoundSlice {
  readonly label: string;
  /** Relative to the workspace root, `.` for the root itself. */
  readonly folder: string;
  readonly manifest: {
    readonly label: string;
    readonly schema: string | readonly string[];
    readonly migrations: string;
    readonly casing?: 'snake_case' | 'camelCase';
  };
}
