import type { SchemaDiffer } from '../../ports/schema-differ.ts';
import type { Prover } from '../../ports.ts';
import type { Change } from '../../schema/state-change.ts';
import { targetView } from '../../schema/target-view.ts';
import type { Draft } from './draft-revision.ts';
import { freshStatements } from './fresh-build.ts';

/**
 * Proves drafts before anybody sees them: up, down and up again, and what they build is what the schemas say. `change` are the states of all
 * slices together; without it (SQL by hand) only the way there and back is proven. Throws a `ProofFailed`.
 */
export async function proveDrafts(
  prover: Prover,
  differ: SchemaDiffer,
  drafts: readonly Draft[],
  change: Change | undefined,
  beside: readonly string[],
): Promise<void> {
  const files = drafts.map(({ file }) => file);
  if (change === undefined) {
    await prover.prove({ drafts: files });
    return;
  }
  const catalog = await prover.build(await freshStatements(differ, change.after));
  await prover.prove({ drafts: files, target: { catalog, view: targetView(change) }, beside });
}
