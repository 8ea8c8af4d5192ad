import { brokenByDraft, brokenOwnershipError } from '../../shared/ownership/broken-ownership.ts';
import type { OwnershipBench } from '../../shared/ownership/ownership-bench.ts';
import type { Draft } from '../draft-revision.ts';

/** Refuses the SQL of a file that changes what another slice owns. Throws an `OwnershipBrokenError` that names file and line. */
export async function refuseForeignSql(bench: OwnershipBench, path: string, drafts: readonly Draft[]): Promise<void> {
  for (const { file, given = file } of drafts) {
    const [broken] = await brokenByDraft(bench, bench.graph(), [], given);
    if (broken !== undefined) throw brokenOwnershipError({ ...broken, file: path });
  }
}
