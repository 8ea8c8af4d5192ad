import type { RevisionSummary } from '../revision-summary.ts';

/** The result of `--sql`: a script, and what is in it. No database was asked. */
export interface ScriptResult {
  readonly action: 'upgrade' | 'downgrade' | 'stamp' | 'ensure-version';
  /** Heads that must be applied when the script begins; `null` when any state is right. */
  readonly from: readonly string[] | null;
  /** Heads after it. */
  readonly to: readonly string[];
  readonly revisions: readonly RevisionSummary[];
  /** Data revisions whose rows the script records without running them. */
  readonly skipped: readonly string[];
  /** SHA-256 (hex) of the script below its header. */
  readonly checksum: string;
  readonly sql: string;
}
