import { placeOf } from '../../../../errors/files/revision-place.ts';
import { LintFixUnprovenError } from '../../../../errors/plan/lint-fix-unproven-error.ts';
import { ProofFailedError } from '../../../../errors/proof/proof-failed-error.ts';
import { proveSame } from '../../../../proof/rewrite/prove-same.ts';
import type { RevisionFile } from '../../../../revision/revision-file.ts';
import type { Workbench } from '../../workbench.ts';

export interface FixProofRequest {
  /** The old revision. */
  readonly old: RevisionFile;
  /** The revisions that should replace it, oldest first. */
  readonly chain: readonly RevisionFile[];
  /** The rules whose findings are removed. */
  readonly rules: readonly string[];
  /** Tables of the findings, such as `public.orders`: the proof must have had rows in them. */
  readonly tables: readonly string[];
  /** Unwritten revisions below. */
  readonly below?: readonly RevisionFile[];
}

/**
 * Proves a fix: each revision of the chain goes up, down and up again with rows, and the chain leaves the same catalog
 * and the same rows as the revision did, up and down. Throws a `LintFixUnprovenError`.
 *
 * @returns what could only be compared in part
 */
export async function proveFix(
  bench: Pick<Workbench, 'prover' | 'proofs'>,
  { old, chain, rules, tables, below = [] }: FixProofRequest,
): Promise<readonly string[]> {
  const facts = { ...placeOf(old.revision), rules };
  try {
    await (await bench.prover()).prove({ drafts: [...below, ...chain] });
  } catch (error) {
    if (!(error instanceof ProofFailedError)) throw error;
    throw new LintFixUnprovenError({ ...facts, problem: 'part-unproven', said: error.message }, { cause: error });
  }
  const outcome = await proveSame(await bench.proofs(), old, chain, below);
  switch (outcome.kind) {
    case 'differs':
      throw new LintFixUnprovenError({ ...facts, ...outcome, problem: 'differs' });
    case 'failed':
      throw new LintFixUnprovenError({ ...facts, problem: 'fails', phase: outcome.phase, said: outcome.said });
    case 'takes-no-rows':
      throw new LintFixUnprovenError({ ...facts, problem: 'takes-no-rows', said: outcome.said });
    case 'same': {
      const empty = outcome.unseeded.map(({ table }) => table).filter((table) => tables.includes(table));
      if (empty.length > 0) throw new LintFixUnprovenError({ ...facts, problem: 'no-rows', tables: empty });
      return [
        ...outcome.unseeded.map(({ table, why }) => `no rows in ${table}: ${why}`),
        ...outcome.volatile.map((place) => `${place} differs from run to run`),
      ];
    }
  }
}
