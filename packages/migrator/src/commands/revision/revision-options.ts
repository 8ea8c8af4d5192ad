import type { Approval } from '../../graph/slices/approvals.ts';
import type { HookRun } from '../../ports/workspace/post-write.ts';
import type { Slice } from '../../revision/slice.ts';
import type { DataEffect } from '../../schema/difference/classify-change.ts';
import type { LintFinding } from '../shared/lint/lint-finding.ts';
import type { GivenNotes } from '../shared/notes/fit-notes.ts';
import type { RevisionSummary } from '../shared/revision-summary.ts';
import type { SchemaComparison } from '../shared/schema/schema-comparison.ts';

export interface RevisionOptions {
  readonly message: string;
  readonly slice?: string | undefined;
  /** A revision with two empty sections, to be written by hand. */
  readonly empty?: boolean | undefined;
  /** A TypeScript data revision. */
  readonly data?: boolean | undefined;
  /** With `empty` or `data`: sections that run in batches of a table's key, `orders(id)`. */
  readonly batch?: string | undefined;
  /** A file of SQL (relative to the root) that becomes the upgrade, or with `-- migrate:` markers both sections. */
  readonly sqlFile?: string | undefined;
  /** Symbols of the parents. */
  readonly heads?: readonly string[] | undefined;
  readonly splice?: boolean | undefined;
  readonly dependsOn?: readonly string[] | undefined;
  readonly branchLabels?: readonly string[] | undefined;
  readonly revisionId?: string | undefined;
  /** Values of `--rename`. */
  readonly renames?: readonly string[] | undefined;
  /** Values of `--new`: what is not a rename although something of its kind is gone. */
  readonly created?: readonly string[] | undefined;
  /** Values of `--cast` and `--cast-back`: how a column gets its new type, and in the downgrade its old one. */
  readonly casts?: readonly string[] | undefined;
  readonly castsBack?: readonly string[] | undefined;
  /** Why the revision is written without a proof. */
  readonly unproven?: string | undefined;
  /** For revisions by hand: other slices whose things it changes, and why, as in the header: `common "reason"`. */
  readonly alters?: string | undefined;
  /** Notes for people in its header; the configuration may require some. */
  readonly notes?: GivenNotes | undefined;
  /** Let a schema that became empty drop everything. */
  readonly allowEmpty?: boolean | undefined;
}

/** A change in the schemas of some slices, with the answers that a person gave about it. */
export interface AskedChange {
  readonly message: string;
  readonly slices: readonly Slice[];
  /** Whether only these slices get revisions: they may not build on what other slices declare and have not built. */
  readonly isAlone: boolean;
  /** Values of `--rename`, `--new`, `--cast` and `--cast-back`. */
  readonly renames: readonly string[];
  readonly created: readonly string[];
  readonly casts: readonly string[];
  readonly castsBack: readonly string[];
  /** Why they are not proven; `undefined` when they are. */
  readonly unproven: string | undefined;
  /** Lines for people in their headers. */
  readonly notes: readonly string[];
  /** See `CompareOptions`. */
  readonly areNamed?: boolean | undefined;
}

/** A revision that was written. */
export interface WrittenRevision extends RevisionSummary {
  readonly upgrade: DataEffect;
  readonly downgrade: DataEffect;
  /** Recorded renames, as in the header. */
  readonly renames: readonly string[];
  /**
   * How the result of `--sql-file` differs from the schema (`-` is declared, `+` is made); if it does, there is no
   * snapshot.
   */
  readonly differences: readonly string[];
  /** Hints about statements that are valid, but may not be what was meant. */
  readonly notes: readonly string[];
  /** Path of the snapshot, when there is one. */
  readonly snapshot: string | null;
  readonly text: string;
  /** What it would do to a database in use; see `migrate lint`. */
  readonly findings: readonly LintFinding[];
}

export interface RevisionResult {
  /** In the order in which they are applied; empty when no schema changed. */
  readonly revisions: readonly WrittenRevision[];
  /** Of the owners of other slices that they reach into. */
  readonly approvals: readonly Approval[];
  /** What the commands of `revisions.postWrite` did to the new files. */
  readonly hooks: readonly HookRun[];
  /** The slices that it was asked for. */
  readonly slices: readonly string[];
  /** For every slice: whether its schema was compared with its revisions; empty if a person writes the revision. */
  readonly schemas: readonly SchemaComparison[];
}
