import { FreshBuildError } from '../../../errors/files/sql-object-errors.ts';
import { ProofFailedError } from '../../../errors/proof/proof-failed-error.ts';
import {
  ProofCatalogDiffersError,
  ProofRowsDifferError,
  ProofSequenceBehindError,
} from '../../../errors/proof/proof-result-errors.ts';
import { ProofNeedsRowsError, ProofStatementFailedError } from '../../../errors/proof/proof-statement-errors.ts';
import { TimescaledbMissingError } from '../../../errors/proof/timescaledb-missing-error.ts';
import type { ProofTarget, Prover } from '../../../ports/proof/proof.ts';
import type { SchemaDiffer } from '../../../ports/schema-differ.ts';
import { targetView } from '../../../schema/difference/target-view.ts';
import type { Catalog } from '../../../schema/entity/catalog.ts';
import { freshCatalog } from '../../shared/generate/fresh-build.ts';
import type { GeneratedDraft } from './generated-draft.ts';
import { judgedColumns } from './judged-columns.ts';
import { type EarlyFresh, earlyCatalog } from './steps/early-fresh.ts';

export interface DraftsProofOptions {
  /** Ids of revisions that the drafts replace. */
  readonly without?: readonly string[];
  /** The fresh build of the state after them, where it has begun. */
  readonly early?: EarlyFresh | undefined;
  /** See `ProofTarget`. */
  readonly whileRead?: () => void;
}

/**
 * Proves drafts before they are written: up, down and up again, each on exactly what is below it, so that a missing
 * dependency is found; and the result of each must match its schemas. Throws a `ProofFailedError`.
 */
export async function proveDrafts(
  prover: Prover,
  differ: SchemaDiffer,
  drafts: readonly GeneratedDraft[],
  { without = [], early, whileRead = () => undefined }: DraftsProofOptions = {},
): Promise<void> {
  const files = drafts.map(({ file }) => file);
  for (const [index, { change, objects }] of drafts.entries()) {
    // A request has one target, that of its last draft.
    const upToHere = { drafts: files.slice(0, index + 1), without };
    // In parallel with the proof, because other processes make the diff and the fresh build.
    const catalog = earlyCatalog(early, change.after) ?? freshCatalog({ prover, differ }, change.after, objects);
    // A failure before it is awaited must not end the process.
    catalog.catch(() => undefined);
    const tables = targetView(change);
    const declared = objects?.view(change);
    const view = (whole: Catalog): Catalog => ({
      entities: [...tables(whole).entities, ...(declared?.(whole).entities ?? [])],
    });
    const columns = judgedColumns(change);
    const judgeDefaults: ProofTarget['judgeDefaults'] =
      columns.length === 0 ? undefined : ({ queryRows }) => differ.judgeDefaults(columns, queryRows);
    try {
      await prover.prove({
        ...upToHere,
        target: { catalog, view, whileRead, ...(judgeDefaults && { judgeDefaults }) },
      });
    } catch (error) {
      // If the fresh build fails, the revision usually fails as well, and that error names file and statement.
      if (error instanceof FreshBuildError) await sayingUnwritten(() => prover.prove(upToHere));
      throw unwritten(error);
    } finally {
      await catalog.catch(() => undefined);
    }
  }
}

async function sayingUnwritten(prove: () => Promise<unknown>): Promise<void> {
  try {
    await prove();
  } catch (error) {
    throw unwritten(error);
  }
}

/** The error says that the revision is not written yet, so it cannot be corrected in its file. */
function unwritten(error: unknown): unknown {
  if (!(error instanceof ProofFailedError)) return error;
  const { cause } = error;
  if (error instanceof ProofStatementFailedError)
    return new ProofStatementFailedError({ ...error.facts, isUnwritten: true }, { cause });
  if (error instanceof TimescaledbMissingError)
    return new TimescaledbMissingError({ ...error.facts, isUnwritten: true }, { cause });
  if (error instanceof ProofNeedsRowsError)
    return new ProofNeedsRowsError({ ...error.facts, isUnwritten: true }, { cause });
  if (error instanceof ProofCatalogDiffersError)
    return new ProofCatalogDiffersError({ ...error.facts, isUnwritten: true });
  if (error instanceof ProofRowsDifferError) return new ProofRowsDifferError({ ...error.facts, isUnwritten: true });
  if (error instanceof ProofSequenceBehindError)
    return new ProofSequenceBehindError({ ...error.facts, isUnwritten: true });
  return error;
}
