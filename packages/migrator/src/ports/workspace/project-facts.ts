/** What of a project decides how a schema file is written. */
export interface ProjectFacts {
  /** Of the drizzle-orm that the root of the workspace resolves; `undefined` when there is none. */
  readonly ormVersion: string | undefined;
  /** Which of the lines that can be read it belongs to: 0.36 to 0.45, or 1.x. */
  readonly orm: 'stable' | 'next' | undefined;
  /** Whether a file imports another with its extension, as ES modules of Node do. */
  readonly hasExtensions: boolean;
  /** The folder of a new slice, by the configuration; `undefined` when that names whole folders only. */
  sliceFolder(label: string): string | undefined;
}
