import type { Draft } from '../revision/draft-revision.ts';
import { brokenByDraft, brokenOwnershipError } from './broken-ownership.ts';
import type { OwnershipContext } from './ownership-context.ts';

/** Refuses the SQL of a file that changes what another slice owns. Throws an `OwnershipBrokenError` that names file and line. */
export async function refuseForeignSql(
  context: OwnershipContext,
  path: string,
  drafts: readonly Draft[],
): Promise<void> {
  const graph = context.graph();
  for (const { file } of drafts) {
    const [broken] = await brokenByDraft(context, graph, [], file);
    if (broken === undefined) continue;
    // The file that people can see is the one that they gave, not the one that would be written.
    const given = (context.files.read(path) ?? '').trimEnd();
    const before = file.text.slice(0, Math.max(0, file.text.indexOf(given)));
    throw brokenOwnershipError({ ...broken, file: path, line: broken.line - (before.split('\n').length - 1) });
  }
}
