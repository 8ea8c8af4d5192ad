import { basename } from 'node:path';
import type { DatabaseLook } from '../../commands/ui/look-at-database.ts';
import type { OpenWorkbench } from '../../wiring/open-workbench.ts';
import type { Links } from '../links.ts';
import type { PageContext } from '../view/page-context.ts';

export interface ContextOptions {
  readonly looks: readonly DatabaseLook[];
  readonly notLooked: string | null;
  readonly news: number;
  readonly fleets: readonly string[];
  readonly links: Links;
  readonly isReport: boolean;
  typed(command: string): string;
}

/** The context of every view of a workspace. */
export function makeContext(
  { workspace, ambient, toolVersion }: Pick<OpenWorkbench, 'workspace' | 'ambient' | 'toolVersion'>,
  options: ContextOptions,
): PageContext {
  return {
    ...options,
    typed: (command) => options.typed(command),
    workspace: basename(workspace.root),
    slices: workspace.slices.map(({ label }) => label),
    at: ambient.now().toISOString(),
    toolVersion,
  };
}
