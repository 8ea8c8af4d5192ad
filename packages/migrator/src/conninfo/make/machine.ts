/** What a connection takes from the computer that it starts from. */
export interface Machine {
  /** The text of a file; `undefined` when it is not there or cannot be read. */
  read(path: string): string | undefined;
  /**
   * The folder of the Unix socket of a server on this port, for a connection that names no host. On Windows
   * `localhost`.
   */
  defaultHost(port: number): string;
  readonly homeFolder: string;
  /** The folder of `pg_service.conf` for all users, most specific first. */
  readonly configFolders: readonly string[];
  /** Undefined where the system has no name for it. */
  readonly userName: string | undefined;
  readonly passwordFile: string;
}
