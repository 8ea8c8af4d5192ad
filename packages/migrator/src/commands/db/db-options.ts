import type { EmbeddedStatus } from '../../ports/embedded-control.ts';
import type { BranchOptions, MadeDatabase } from './branch/branch-database.ts';
import type { ListedDatabase } from './branch/list-branches.ts';
import type { PrunedDatabase } from './branch/prune-branches.ts';
import type { SwitchedDatabase } from './branch/switch-branch.ts';

/** What is done to the embedded server. */
export const SERVER_ACTIONS = ['start', 'stop', 'status', 'url', 'reset'] as const;
/** What is done to databases of branches of git. */
export const BRANCH_ACTIONS = ['branch', 'switch', 'list', 'prune'] as const;
export const DB_ACTIONS = [...SERVER_ACTIONS, ...BRANCH_ACTIONS] as const;
export type DbAction = (typeof DB_ACTIONS)[number];

export interface DbOptions extends BranchOptions {
  readonly yes?: boolean;
  /** `branch`: write the hook that does it whenever a branch is checked out. */
  readonly hook?: boolean;
}

export type DbResult =
  | { readonly action: 'start' | 'status'; readonly status: EmbeddedStatus }
  | { readonly action: 'stop'; readonly stopped: boolean }
  | { readonly action: 'url'; readonly url: string }
  | { readonly action: 'reset'; readonly folder: string }
  /** `hook`: the file that was written, if one was asked for. */
  | ({ readonly action: 'branch'; readonly hook: string | null } & MadeDatabase)
  | ({ readonly action: 'switch' } & SwitchedDatabase)
  | { readonly action: 'list'; readonly databases: readonly ListedDatabase[] }
  | { readonly action: 'prune'; readonly pruned: readonly PrunedDatabase[] };
