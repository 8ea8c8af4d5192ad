import { FreshBuildError } from '../../errors/sql-object-errors.ts';
import type { SchemaDiffer } from '../../ports/schema-differ.ts';
import type { ProofRequest, Prover } from '../../ports.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { targetView } from '../../schema/target-view.ts';
import type { Draft } from './draft-revision.ts';
import { freshStatements } from './fresh-build.ts';

/**
 * Proves drafts before anybody sees them: up, down and up again, each on exactly what is below it, so that a missing dependency shows; and what
 * each builds is what its schemas say. SQL by hand is only proven there and back. Throws a `ProofFailedError`.
 */
export async function proveDrafts(prover: Prover, differ: SchemaDiffer, drafts: readonly Draft[]): Promise<void> {
  const files = drafts.map(({ file }) => file);
  for (const [index, { change, objects }] of drafts.entries()) {
    // A request has one target, that of its last draft.
    const upToHere = { drafts: files.slice(0, index + 1) };
    if (change === undefined) {
      await prover.prove(upToHere);
      continue;
    }
    const catalog = await freshCatalog(prover, await freshStatements(differ, change.after, objects?.planner), upToHere);
    const tables = targetView(change);
    const declared = objects?.view(change);
    const view = (whole: Catalog): Catalog => ({
      entities: [...tables(whole).entities, ...(declared?.(whole).entities ?? [])],
    });
    await prover.prove({ ...upToHere, target: { catalog, view } });
  }
}

/** Where the fresh build fails, the revision mostly does as well, and that failure names file and statement. */
async function freshCatalog(prover: Prover, statements: readonly string[], request: ProofRequest): Promise<Catalog> {
  try {
    return await prover.build(statements);
  } catch (error) {
    await prover.prove(request);
    throw new FreshBuildError(error instanceof Error ? error.message : String(error), error);
  }
}
