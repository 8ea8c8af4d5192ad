import type { Draft } from '../../revision/draft-revision.ts';
import { brokenByDraft, brokenOwnershipError } from './broken-ownership.ts';
import type { OwnershipBench } from './ownership-bench.ts';

/** Refuses the SQL of a file that changes what another slice owns. Throws an `OwnershipBrokenError` that names file and line. */
export async function refuseForeignSql(bench: OwnershipBench, path: string, drafts: readonly Draft[]): Promise<void> {
  for (const { file, given = file } of drafts) {
    const [broken] = await brokenByDraft(bench, bench.graph(), [], given);
    if (broken !== undefined) throw brokenOwnershipError({ ...broken, file: path });
  }
}
