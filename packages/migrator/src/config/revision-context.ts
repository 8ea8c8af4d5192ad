import type { RevisionContext } from '../commands/revision/revision-context.ts';
import type { SchemaDiffer } from '../ports/schema-differ.ts';
import { createProver } from '../proof/prover.ts';
import type { Context } from './open-context.ts';
import { proofContext } from './proof-context.ts';

/** What a context needs besides to write revisions. The schema thread and the scratch server start when they are first asked. */
export async function revisionContext(
  context: Context,
): Promise<RevisionContext & { closeRevisions(): Promise<void> }> {
  const { openSchemaDiffer } = await import('../adapters/drizzle/schema-differ.ts');
  const { openRevisionFiles } = await import('../adapters/fs/revision-files.ts');
  const { root } = context.workspace;
  const proofs = proofContext(context);
  const differ: SchemaDiffer = openSchemaDiffer(root);
  return {
    workspace: context.workspace,
    graph: () => context.graph(),
    ambient: context.ambient,
    files: openRevisionFiles(root),
    ...(context.questioner === undefined ? {} : { questioner: context.questioner }),
    differ,
    async sqlParser() {
      const { openSqlParser } = await import('../adapters/parser/pg-parser.ts');
      return await openSqlParser();
    },
    prover: async () => createProver(await proofs.proofTools()),
    async closeRevisions() {
      await differ.close();
      await proofs.closeProofs();
    },
  };
}
