import type { RevisionFile } from '../../../revision/revision-file.ts';
import { brokenByDraft, brokenOwnershipError } from '../../shared/ownership/broken-ownership.ts';
import type { OwnershipBench } from '../../shared/ownership/ownership-bench.ts';

/**
 * Refuses SQL that changes what another slice owns. Throws an `OwnershipBrokenError` that names the line in the file
 * that was given.
 */
export async function refuseForeignSql(bench: OwnershipBench, given: RevisionFile): Promise<void> {
  const [broken] = await brokenByDraft(bench, bench.graph(), [], given);
  if (broken !== undefined) throw brokenOwnershipError({ ...broken, file: given.revision.file });
}
