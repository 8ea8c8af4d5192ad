import { join } from 'node:path';
import type { OwnershipContext } from '../commands/shared/ownership/ownership-context.ts';
import type { Context } from './open-context.ts';
import { packageVersion } from './package-version.ts';

/** What a context needs besides to tell who owns what. The parser is loaded when a file is not known yet. */
export async function ownershipContext(
  context: Pick<Context, 'workspace' | 'graph' | 'home'>,
): Promise<OwnershipContext> {
  const { openRevisionFiles } = await import('../adapters/fs/revision-files.ts');
  const { fileEffectsCache } = await import('../adapters/parser/file-effects-cache.ts');
  const { root } = context.workspace;
  return {
    workspace: context.workspace,
    graph: () => context.graph(),
    files: openRevisionFiles(root),
    async sqlParser() {
      const { openSqlParser } = await import('../adapters/parser/pg-parser.ts');
      return await openSqlParser();
    },
    effectsCache: fileEffectsCache(join(context.home ?? root, '.braid/cache/effects.json'), packageVersion()),
  };
}
