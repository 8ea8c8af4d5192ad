import { join } from 'node:path';
import type { RevisionContext } from '../commands/revision/revision-context.ts';
import type { SchemaDiffer } from '../ports/schema-differ.ts';
import { createProver, type PreparingProver } from '../proof/prover.ts';
import { newFiles } from './new-files.ts';
import type { Context } from './open-context.ts';
import { ownershipContext } from './ownership-context.ts';
import { proofContext } from './proof-context.ts';

/** What a context needs besides to write revisions. The schema thread and the scratch server start when they are first asked. */
export async function revisionContext(
  context: Context,
): Promise<RevisionContext & { closeRevisions(): Promise<void> }> {
  const { openSchemaDiffer } = await import('../adapters/drizzle/schema-differ.ts');
  const { root } = context.workspace;
  const proofs = proofContext(context);
  const differ: SchemaDiffer = openSchemaDiffer(root, {
    cacheFolder: join(context.home ?? root, '.braid/cache'),
    onStop: (listener) => context.stop.onRaise(listener),
  });
  let opened: Promise<PreparingProver> | undefined;
  const open = (): Promise<PreparingProver> => {
    opened ??= proofs.proofTools().then(createProver);
    return opened;
  };
  return {
    ...(await ownershipContext(context)),
    ambient: context.ambient,
    ...newFiles(context),
    ...(context.questioner === undefined ? {} : { questioner: context.questioner }),
    differ,
    prepareProofs(heads) {
      // What is wrong shows when something is proven.
      open().then(
        (prover) => prover.prepare(heads),
        () => undefined,
      );
    },
    prover: open,
    async closeRevisions() {
      await differ.close();
      await opened?.then(
        (prover) => prover.close(),
        () => undefined,
      );
      await proofs.closeProofs();
    },
  };
}
