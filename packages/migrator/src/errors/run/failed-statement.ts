/** The statement of a section that an error is about. */
export interface FailedStatement {
  /** Shortened, with its secrets blanked. */
  readonly statement?: string;
  /** Its number in the section, 1-based, and how many there are. */
  readonly statementNumber?: number;
  readonly statements?: number;
}

/** The server's details, with the secrets of the statement blanked. */
export interface ServerDetails {
  readonly sqlState?: string;
  readonly detail?: string;
  readonly serverHint?: string;
  /** The call stack of PL/pgSQL and the like. */
  readonly where?: string;
}
