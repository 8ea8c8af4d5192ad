import { FreshBuildError } from '../../../errors/files/sql-object-errors.ts';
import { ProofStatementFailedError } from '../../../errors/proof/proof-statement-errors.ts';
import { StillUsedError } from '../../../errors/schema/generate-errors.ts';
import type { Slice } from '../../../revision/slice.ts';
import { entityLabel } from '../../../schema/entity/schema-entity.ts';
import { staleUses } from '../../../sql-objects/rounds/stale-uses.ts';
import type { Comparison } from '../../shared/schema/compare-slices.ts';
import { declaringFile } from '../../shared/schema/declared-entities.ts';
import type { RevisionBench } from '../revision-bench.ts';
import { reading, sliceStates } from './slice-states.ts';

/**
 * Explains a failed proof: throws a `StillUsedError` if SQL still names what the change removes, and otherwise the
 * given error.
 */
export async function refuseStale(bench: RevisionBench, comparison: Comparison, error: unknown): Promise<never> {
  if (!(error instanceof FreshBuildError || error instanceof ProofStatementFailedError)) throw error;
  const { slices } = bench.workspace;
  const found = staleUses(sliceStates(comparison, slices), reading(await bench.parser()));
  if (found.length === 0) throw error;
  const uses = found.map(({ slice, entity, used, by, now }) => ({
    slice,
    file: fileOf(
      slices.find(({ label }) => label === slice),
      entity.type === 'object',
    ),
    thing: entityLabel(entity),
    used,
    by,
    ...(now === undefined ? {} : { now }),
  }));
  throw new StillUsedError({ uses }, { cause: error });
}

function fileOf(slice: Slice | undefined, isObject: boolean): string {
  if (slice === undefined) return '';
  return isObject ? `${slice.folder}/sql` : declaringFile(slice);
}
