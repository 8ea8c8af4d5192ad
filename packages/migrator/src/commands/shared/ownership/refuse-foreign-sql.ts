import type { Draft } from '../../revision/draft-revision.ts';
import { brokenByDraft, brokenOwnershipError } from './broken-ownership.ts';
import type { OwnershipContext } from './ownership-context.ts';

/** Refuses the SQL of a file that changes what another slice owns. Throws an `OwnershipBrokenError` that names file and line. */
export async function refuseForeignSql(
  context: OwnershipContext,
  path: string,
  drafts: readonly Draft[],
): Promise<void> {
  for (const { file, given = file } of drafts) {
    const [broken] = await brokenByDraft(context, context.graph(), [], given);
    if (broken !== undefined) throw brokenOwnershipError({ ...broken, file: path });
  }
}
