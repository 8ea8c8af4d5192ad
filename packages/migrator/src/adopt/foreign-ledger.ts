import type { ForeignHistory } from './foreign-history.ts';

/** The table in which a tool records what it has applied. */
export interface LedgerRelation {
  readonly schema: string;
  readonly table: string;
}

/** A row of a ledger: every column as the text that PostgreSQL prints, or null. */
export type LedgerRow = Readonly<Record<string, string | null>>;

/** A contradiction between a ledger and the files; `problem` says which. None is resolved by a guess. */
export type LedgerProblem =
  /** A row that no file explains. */
  | { readonly problem: 'row-without-file'; readonly row: string }
  /** The file was edited after it was applied: its checksum differs. */
  | { readonly problem: 'file-edited'; readonly key: string; readonly source: string; readonly applied: string }
  /** Two rows for one file. */
  | { readonly problem: 'applied-twice'; readonly key: string; readonly source: string }
  /** The tool recorded a failure, or a start without an end. */
  | { readonly problem: 'failed'; readonly key: string; readonly said: string }
  /** It is applied, and something that must come before it is not. */
  | { readonly problem: 'gap'; readonly key: string; readonly missing: readonly string[] };

export interface LedgerState {
  /** Keys of what the database has, in the order of the history. */
  readonly appliedKeys: readonly string[];
  readonly problems: readonly LedgerProblem[];
}

/** How the ledger of one tool is read and understood. The adapter runs the query, in a transaction that reads only. */
export interface ForeignLedger {
  readonly relation: LedgerRelation;
  /** Returns one row for each row of the ledger, in the order of application; each column cast to text. */
  readonly query: string;
  compare(rows: readonly LedgerRow[], history: ForeignHistory): LedgerState;
}
