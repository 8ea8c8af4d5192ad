import type { QualifiedName } from '../names/qualified-name.ts';

/** `BEGIN`, `COMMIT`, `SAVEPOINT` …: would end or split the revision's own transaction. */
export interface TransactionControl {
  readonly kind: 'transaction-control';
  /** The leading keywords in upper case, for messages: `ROLLBACK TO`. */
  readonly command: string;
}

/** Changes the session beyond the transaction: `SET` (not `SET LOCAL`), `RESET`, `DISCARD`, `set_config(…)`. */
export interface SessionState {
  readonly kind: 'session-state';
  readonly command: 'SET' | 'RESET' | 'DISCARD' | 'set_config';
  /** The parameter in lower case, when one is named: `search_path`, `role`. */
  readonly setting?: string;
}

export interface CreateIndexConcurrently {
  readonly kind: 'create-index-concurrently';
  /** The index is created in the schema of its table. Absent when PostgreSQL chooses the name. */
  readonly index?: string;
  readonly table: QualifiedName;
  readonly ifNotExists: boolean;
}

export interface DropIndexConcurrently {
  readonly kind: 'drop-index-concurrently';
  readonly index: QualifiedName;
  readonly ifExists: boolean;
}

export interface ReindexConcurrently {
  readonly kind: 'reindex-concurrently';
  readonly target: 'index' | 'table' | 'schema' | 'database' | 'system';
  /** Absent for `REINDEX DATABASE CONCURRENTLY` without a name. */
  readonly name?: QualifiedName;
}

/** Allowed in a transaction; the new value may be used only after the commit. */
export interface AddEnumValue {
  readonly kind: 'add-enum-value';
  readonly type: QualifiedName;
  readonly value: string;
  readonly ifNotExists: boolean;
}

/**
 * `ALTER TABLE … DETACH PARTITION … CONCURRENTLY`, or `FINALIZE`, which ends an interrupted one and may run in a
 * transaction.
 */
export interface DetachPartition {
  readonly kind: 'detach-partition';
  readonly mode: 'concurrently' | 'finalize';
  readonly table: QualifiedName;
  readonly partition: QualifiedName;
}

/**
 * Every other statement that PostgreSQL refuses inside a transaction block: `VACUUM`, `CREATE DATABASE`, `ALTER SYSTEM`
 * …
 */
export interface RunsAlone {
  readonly kind: 'runs-alone';
  /** The leading keywords in upper case, for messages. */
  readonly command: string;
}

export interface PlainStatement {
  readonly kind: 'plain';
}

export type StatementKind =
  | PlainStatement
  | TransactionControl
  | SessionState
  | CreateIndexConcurrently
  | DropIndexConcurrently
  | ReindexConcurrently
  | AddEnumValue
  | DetachPartition
  | RunsAlone;

/** Whether PostgreSQL refuses the statement inside a transaction block. */
export function runsAlone(kind: StatementKind): boolean {
  switch (kind.kind) {
    case 'create-index-concurrently':
    case 'drop-index-concurrently':
    case 'reindex-concurrently':
    case 'runs-alone':
      return true;
    case 'detach-partition':
      return kind.mode === 'concurrently';
    case 'session-state':
      return kind.command === 'DISCARD' && kind.setting === 'all';
    default:
      return false;
  }
}
