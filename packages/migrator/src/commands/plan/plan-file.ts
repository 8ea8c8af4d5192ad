import { createHash } from 'node:crypto';
import type { LockNote } from '../../execute/statement/lock-notes.ts';
import type { DatabaseIdentity } from '../../ports/database/state-reader.ts';
import type { HeaderNotes } from '../../revision/header/header-notes.ts';
import type { Direction } from '../../revision/revision.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import { wholeText } from '../../sql/script/statement.ts';
import type { DatabaseState } from '../../state/database-state.ts';
import type { HalfRunState } from '../../state/half-run-state.ts';
import type { LintFinding } from '../shared/lint/lint-finding.ts';
import type { RevisionSummary } from '../shared/revision-summary.ts';

/** In one transaction, statement by statement, in steps of code, or in batches of rows, each in a transaction. */
export type PlannedManner = 'transaction' | 'statements' | 'steps' | 'batches' | 'unknown';

/** One revision of a plan, bound to the text that was planned. */
export interface PlannedStep extends RevisionSummary {
  /** Of the whole file. */
  readonly checksum: string;
  /** SHA-256 (hex) of the section's options and statements; of a data revision, of the file. */
  readonly sectionChecksum: string;
  /** `null` for a data revision, whose code is not known beforehand. */
  readonly statements: number | null;
  /** Whether it runs in one transaction; `runs` says how else. */
  readonly transaction: boolean;
  /** How it runs: `unknown` where code is loaded to tell whether it runs in batches or in one transaction. */
  readonly runs: PlannedManner;
  /** What it loses, as its marker says. */
  readonly lossy: string | null;
  /** Which rows make it fail, as its marker says. */
  readonly rows: string | null;
  /** What the header says to people. */
  readonly notes: HeaderNotes;
  /** Locks on tables that others may be using, as far as they are known. */
  readonly locks: readonly LockNote[];
  /** What the section that would run does to a database in use; see `migrate lint`. */
  readonly findings: readonly LintFinding[];
}

/**
 * What would run, bound to the files and the database it was made for. `migrate plan --out` writes it, and
 * `--plan-file` runs it or refuses.
 */
export interface PlanFile {
  readonly format: 'braid-plan';
  readonly version: 1;
  readonly toolVersion: string;
  readonly direction: Direction;
  /** As given. */
  readonly targets: readonly string[];
  readonly database: DatabaseIdentity & { readonly display: string };
  /** Checksums of the applied revisions by id: the state that it begins with. */
  readonly applied: Readonly<Record<string, string>>;
  readonly halfRuns: readonly HalfRunState[];
  readonly headsBefore: readonly string[];
  readonly heads: readonly string[];
  readonly steps: readonly PlannedStep[];
  /** SHA-256 (hex) of everything else in this object. */
  readonly hash: string;
}

/** The hash that binds a plan; its own field does not count. */
export function planHash(plan: object): string {
  const content = Object.entries(plan).filter(([key]) => key !== 'hash');
  return sha256(JSON.stringify(sorted(Object.fromEntries(content))));
}

/** Binds a section to its text: whatever could change what is run changes it. */
export function sectionChecksum(file: RevisionFile, direction: Direction): string {
  const section = file[direction];
  if (file.revision.kind === 'ts') return file.checksum;
  const { transaction, steps, options } = section ?? {};
  const manner = steps === true ? 'steps' : transaction;
  return sha256(JSON.stringify(sorted([manner, options, section?.statements.map(wholeText)])));
}

export function appliedOf(state: DatabaseState): Readonly<Record<string, string>> {
  return Object.fromEntries(
    state.applied.map(({ revision, checksum }) => [revision, checksum] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Objects with their keys in order: a file that was only formatted again has the same hash. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => sorted(item) ?? null);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
