/** What happened to one revision. `blocked`: one that it needs cannot be applied, so nothing was proven. */
export type Verdict = 'proven' | 'failed' | 'blocked';

/** Events of `migrate validate`; `--json` prints one per line. */
export type ProofEvent =
  | { readonly type: 'proofs-planned'; readonly revisions: number; readonly cached: number }
  | {
      readonly type: 'revision-proven';
      /** How many are done, this one included, of those that had no proof. */
      readonly n: number;
      readonly of: number;
      readonly revision: string;
      readonly slice: string;
      readonly file: string;
      readonly message: string;
      readonly verdict: Verdict;
      readonly durationMs: number;
    }
  /** All heads were built from nothing in one more order. */
  | { readonly type: 'order-proven'; readonly order: string; readonly n: number; readonly of: number };

export type ProofListener = (event: ProofEvent) => void;
