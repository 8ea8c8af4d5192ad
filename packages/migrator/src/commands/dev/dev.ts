import type { CommitOptions } from './commit/commit.ts';
import { devActions } from './dev-actions.ts';
import type { DevOptions, DevResult } from './dev-options.ts';
import type { DevBench } from './dev-session.ts';

/** `watch` applies edits until it is stopped, or once. */
export const DEV_ACTIONS = ['watch', 'commit', 'discard', 'status'] as const;

export type DevAction = (typeof DEV_ACTIONS)[number];

/** `migrate dev` with the action that follows it; see `devActions`. */
export async function dev(
  bench: DevBench,
  action: DevAction,
  options: DevOptions & CommitOptions & { readonly once?: boolean } = {},
): Promise<DevResult> {
  return await devActions[action === 'watch' && options.once === true ? 'once' : action](bench, options);
}
