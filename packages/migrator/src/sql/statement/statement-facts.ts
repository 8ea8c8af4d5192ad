import type { StatementKind } from '../kind/statement-kind.ts';
import type { QualifiedName } from '../names/qualified-name.ts';
import type { NamedRelation } from '../script/statement-reader.ts';
import type { LockMode } from './lock-mode.ts';
import type { SessionLock } from './session-lock.ts';

/** A lock on a relation that the statement names. */
export interface RelationLock extends NamedRelation {
  readonly mode: LockMode;
  /**
   * `index`: every user of its table waits, which only the catalog knows: planning a query opens all indexes of its
   * tables.
   */
  readonly on: 'relation' | 'index';
  /** On every index of the relation, which planning a query on it must open. */
  readonly indexes?: LockMode;
}

/** A relation that is not there before the statement. */
export interface MadeRelation {
  readonly what: 'table' | 'view' | 'materialized view' | 'foreign table' | 'sequence' | 'index';
  readonly name: QualifiedName;
  /** Of an index: its table, in whose schema the index is made. */
  readonly table?: NamedRelation;
  /** `IF NOT EXISTS` or `OR REPLACE`: it may have been there. */
  readonly mayExist: boolean;
}

/** `ALTER TABLE … RENAME TO`. */
export interface RenamedRelation {
  readonly from: QualifiedName;
  readonly to: string;
}

/** How long a statement works, its waiting for locks apart. */
export type StatementWork =
  /** It changes the catalog alone, or settings. */
  | { readonly kind: 'brief' }
  /** It goes through the rows of this relation, or adds to them. */
  | { readonly kind: 'grows'; readonly with: QualifiedName }
  /** It runs a query or code. */
  | { readonly kind: 'open' };

/**
 * What one statement says about itself, from its tokens: neither comments nor white space between them change any of
 * it, and no database is asked. Each fact is worked out when it is first read.
 */
export interface StatementFacts {
  /** The first keyword, in lower case; empty when there is none. */
  readonly command: string;
  readonly kind: StatementKind;
  /** Whether PostgreSQL refuses it inside a transaction block. */
  readonly runsAlone: boolean;
  /**
   * Locks on relations that it names, one for each, the strongest. What it only reads is not among them, nor what a
   * `WITH`, a function or a `DO` block writes, nor what hangs on the relation (partitions, dependents of a `CASCADE`,
   * the other ends of dropped foreign keys).
   */
  readonly locks: readonly RelationLock[];
  /** Whether it may need ACCESS EXCLUSIVE on something that it names, also where the locks above do not say so. */
  readonly mayStopReaders: boolean;
  readonly makes: MadeRelation | undefined;
  readonly renames: RenamedRelation | undefined;
  readonly work: StatementWork;
  /**
   * Whether it, or code in its strings, may leave settings or another role behind. False alarms are possible, of
   * `UPDATE … SET` for one.
   */
  readonly mayChangeSession: boolean;
  /** What it does to advisory locks that outlive its transaction. */
  readonly sessionLock: SessionLock;
  /** Whether it is a `DROP … CASCADE`, which takes more with it than it names. */
  readonly dropsCascading: boolean;
  /** Every text that gives a credential away, as written and as it is meant, longest first: none may be shown. */
  readonly secrets: readonly string[];
}
