import { FreshBuildError } from '../../../errors/files/sql-object-errors.ts';
import type { Prover } from '../../../ports/proof/proof.ts';
import type { SchemaDiffer } from '../../../ports/schema-differ.ts';
import { targetView } from '../../../schema/difference/target-view.ts';
import type { Catalog } from '../../../schema/entity/catalog.ts';
import { freshStatements } from './fresh-build.ts';
import type { GeneratedDraft } from './generated-draft.ts';

/**
 * Proves drafts before anybody sees them: up, down and up again, each on exactly what is below it, so that a missing dependency shows; and what
 * each builds is what its schemas say. Throws a `ProofFailedError`.
 */
export async function proveDrafts(
  prover: Prover,
  differ: SchemaDiffer,
  drafts: readonly GeneratedDraft[],
): Promise<void> {
  const files = drafts.map(({ file }) => file);
  for (const [index, { change, objects }] of drafts.entries()) {
    // A request has one target, that of its last draft.
    const upToHere = { drafts: files.slice(0, index + 1) };
    // Beside the proof: diff and fresh build are done by others than the server process that proves.
    const catalog = freshCatalog(prover, freshStatements(differ, change.after, objects?.planner));
    // A failure before anybody waits for it must not end the process.
    catalog.catch(() => undefined);
    const tables = targetView(change);
    const declared = objects?.view(change);
    const view = (whole: Catalog): Catalog => ({
      entities: [...tables(whole).entities, ...(declared?.(whole).entities ?? [])],
    });
    try {
      await prover.prove({ ...upToHere, target: { catalog, view } });
    } catch (error) {
      // Where the fresh build fails, the revision mostly does as well, and that failure names file and statement.
      if (error instanceof FreshBuildError) await prover.prove(upToHere);
      throw error;
    } finally {
      await catalog.catch(() => undefined);
    }
  }
}

async function freshCatalog(prover: Prover, statements: Promise<readonly string[]>): Promise<Catalog> {
  const known = await statements;
  try {
    return await prover.build(known);
  } catch (error) {
    throw new FreshBuildError({ problem: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
}
