/** Tools whose histories can be adopted. */
export const FOREIGN_TOOLS = ['drizzle', 'alembic', 'prisma', 'flyway'] as const;

export type ForeignTool = (typeof FOREIGN_TOOLS)[number];

/** A file of another tool, unchanged, with its line ends and byte order mark: ledgers store checksums of the bytes. */
export interface ForeignFile {
  /** Relative to the workspace root, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** What one direction of a foreign revision runs. */
export type ForeignBody =
  /** `transaction` is false where the tool runs the file outside a transaction. */
  | { readonly kind: 'sql'; readonly sql: string; readonly transaction?: false }
  /** Code that Braid cannot run: the revision that is written says so, and has to be written by hand. */
  | { readonly kind: 'stub'; readonly reason: string }
  /** It is irreversible, and why. For downgrades only. */
  | { readonly kind: 'irreversible'; readonly reason: string };

/** A statement that was left out of a body. It is reported, never dropped silently. */
export interface RemovedStatement {
  /** Of the foreign file, 1-based. */
  readonly line: number;
  readonly text: string;
  /** `transaction`: BEGIN, COMMIT … at the top level; `ledger`: it only writes the tool's own ledger. */
  readonly why: 'transaction' | 'ledger';
}

/** One migration of another tool. */
export interface ForeignRevision {
  /** The tool's own id: an Alembic revision, the tag or folder of a migration, a Flyway version. */
  readonly key: string;
  /** The one line that says what it does. */
  readonly message: string;
  /** ISO 8601 in UTC, where the tool says when it was written. */
  readonly createdAt?: string | undefined;
  /** Keys. For tools without a graph the key of the revision before, or none. */
  readonly parents: readonly string[];
  /** Keys that must be applied first without being parents. */
  readonly dependsOn: readonly string[];
  /** Branch labels written on it. */
  readonly labels: readonly string[];
  readonly upgrade: ForeignBody;
  /** Absent if the tool has no downgrade: then it is written as irreversible, or generated where that is possible. */
  readonly downgrade?: ForeignBody | undefined;
  readonly removed: readonly RemovedStatement[];
  /** The file it was read from, relative to the workspace root. */
  readonly source: string;
  /** What the tool's ledger stores to recognise the file; absent where it stores the key alone. */
  readonly checksum?: string | undefined;
  /** Checksums of the same text with other line ends, as git may have checked it out elsewhere. */
  readonly sameText?: readonly string[];
}

/**
 * The history in the files of another tool. Readers throw a typed error for everything that is wrong or ambiguous, so a
 * history is complete: keys are unique, and all parents and dependencies are among them.
 */
export interface ForeignHistory {
  readonly tool: ForeignTool;
  /** Parents before children; in the tool's own order where there is a choice. */
  readonly revisions: readonly ForeignRevision[];
  /** Remarks about what is unusual and harmless, one sentence each. */
  readonly notes?: readonly string[];
}
