import type { Statement } from '../../sql/script/statement.ts';
import type { RevisionRecord } from '../../state/revision-record.ts';
import type { StateChange } from '../../state/state-change.ts';
import type { Limits } from './limits.ts';

/** What must be applied when a script begins. */
export interface ScriptStart {
  readonly revision: string;
  /** Absent where it does not matter which text was applied. */
  readonly checksum?: string;
}

interface ScriptPlace {
  /** One line for people: `2/7 ↑ 8f3c2a1b9d04  events  add title (features/…)`. */
  readonly title: string;
  /** Number of rows of `applied` before this step. */
  readonly appliedBefore: number;
}

/** A revision of a script. */
export interface ScriptRevision extends ScriptPlace {
  /**
   * `transaction`: all of it in one. `half-run`: statement by statement, each with its checkpoint. `record`: its row
   * only, nothing runs.
   */
  readonly kind: 'transaction' | 'half-run' | 'record';
  readonly record: RevisionRecord;
  readonly statements: readonly Statement[];
  readonly limits: Limits;
  /** For statements that PostgreSQL runs alone. */
  readonly aloneLimits: Limits;
}

/** Rows that change without anything being run. */
export interface ScriptChanges {
  readonly kind: 'changes';
  readonly title: string;
  /** Forget all other rows, whatever they are: those that stay. */
  readonly purgeAllBut?: readonly string[];
  readonly changes: readonly StateChange[];
}

/** A run that somebody else makes, with a tool that only sends SQL. */
export interface OfflineScript {
  /** Names the script; the same content has the same one. */
  readonly id: string;
  /** What others read while it runs: `upgrade base:heads`. */
  readonly runs: string;
  /** A word of the caller's own, kept in the log with the run. */
  readonly tag?: string | undefined;
  /** The applied set that it begins with; absent where any is right. */
  readonly start?: readonly ScriptStart[];
  readonly steps: readonly (ScriptRevision | ScriptChanges)[];
}

/** Writes scripts in the language of the database. */
export interface ScriptWriter {
  readonly toolVersion: string;
  /** The whole script, without a header. */
  script(script: OfflineScript): string;
  /** Makes the state schema, or brings it up to date, and nothing else. */
  ensureState(): string;
}
