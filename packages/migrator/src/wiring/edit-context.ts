import type { EditContext } from '../commands/edit/edit.ts';
import type { Context } from './open-context.ts';

/** What a context needs besides to open an editor. */
export function editContext(context: Context, variables: Readonly<Record<string, string | undefined>>): EditContext {
  return {
    workspace: context.workspace,
    graph: () => context.graph(),
    editor: {
      async edit(path) {
        const { terminalEditor } = await import('../adapters/editor/terminal-editor.ts');
        await terminalEditor(variables).edit(path);
      },
    },
  };
}
