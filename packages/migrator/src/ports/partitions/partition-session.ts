import type { DatabaseTarget } from '../database/database-target.ts';

/** A table as the database has it, and its partitions. */
export interface FoundTable {
  readonly schema: string;
  readonly name: string;
  /** `plain`: it is not partitioned. */
  readonly kind: 'list' | 'hash' | 'range' | 'hypertable' | 'plain';
  /** Columns of the partition key. */
  readonly columns: readonly string[];
  /** The type of the first one. */
  readonly keyType: string;
  /** All columns that can be written. */
  readonly written: readonly string[];
  /** Why rows of the default partition cannot be moved without anything else happening; `null`: they can. */
  readonly immovable: string | null;
  readonly partitions: readonly FoundPartition[];
  /** What was detached to be dropped (see `expiredMark`) and is still there. */
  readonly detached: readonly DetachedPartition[];
  /** Names that look like a partition of the table and are none. */
  readonly strangers: readonly string[];
}

export interface FoundPartition {
  readonly schema: string;
  readonly name: string;
  /** As PostgreSQL prints it, in UTC and ISO style. */
  readonly bound: string;
  readonly isDefault: boolean;
  /** As last counted by ANALYZE; -1: never. */
  readonly rows: number;
  /** Of its own pages, as last counted. */
  readonly bytes: number;
  /** DETACH … CONCURRENTLY was interrupted. */
  readonly detaching: boolean;
}

export interface DetachedPartition {
  readonly schema: string;
  readonly name: string;
  /** The one that it had. */
  readonly bound: string;
}

/** The result of statements: done, or why not, with PostgreSQL's SQLSTATE. */
export type Attempt =
  | { readonly done: true }
  | { readonly done: false; readonly sqlState: string; readonly message: string };

/** A session that looks at partitions, makes some and drops some. */
export interface PartitionSession {
  readonly target: DatabaseTarget;
  /** The day of the server's clock in UTC, `2026-11-28`. */
  readonly today: string;
  /** A table of the database; `undefined`: it is not there. */
  find(schema: string, name: string): Promise<FoundTable | undefined>;
  /** One transaction under a lock timeout, tried again while something holds its locks. */
  run(statements: readonly string[]): Promise<Attempt>;
  /** A statement that PostgreSQL runs in no transaction. */
  runAlone(statement: string): Promise<Attempt>;
}

/** Provides a session for the time of a call; throws `CannotConnectError`. */
export type WithPartitions = <Result>(work: (session: PartitionSession) => Promise<Result>) => Promise<Result>;
