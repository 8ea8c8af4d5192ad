import type { AuthoredContext } from '../commands/shared/authors.ts';
import type { FilesContext } from '../commands/shared/context.ts';

/** What a context needs besides to tell who wrote a revision. git is asked when a command first wants to know. */
export function authoredContext<Base extends FilesContext & { readonly home?: string }>(
  context: Base,
): Base & AuthoredContext {
  return {
    ...context,
    fileHistory: {
      async originsOf(files) {
        const { gitFileHistory } = await import('../adapters/git/git-file-history.ts');
        return await gitFileHistory(context.home ?? context.workspace.root).originsOf(files);
      },
    },
  };
}
