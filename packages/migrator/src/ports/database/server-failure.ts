/**
 * How the server refused a statement, or how the connection ended. Plain data; `execute/` decides what to do about it.
 */
export interface ServerFailure {
  /** Five characters; absent when the connection ended without one. */
  readonly sqlState?: string;
  /** The connection is gone: whether the last statement or COMMIT took effect is not known from the answer. */
  readonly connectionLost: boolean;
  readonly message: string;
  readonly detail?: string;
  readonly hint?: string;
  /** PL/pgSQL call stack and the like, as the server words it. */
  readonly where?: string;
  readonly schema?: string;
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
  /** Offset of the error inside the failing statement, 0-based, in UTF-16 units, when the server gave one. */
  readonly position?: number;
  /** Line and column of the file, 1-based, where the sender knows better: of a row of COPY. */
  readonly place?: { readonly line: number; readonly column: number };
  /** `file:line` of the code of a data revision that sent the statement. */
  readonly codeAt?: string;
}
