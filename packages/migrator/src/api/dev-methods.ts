import type { CommitOptions } from '../commands/dev/commit/commit.ts';
import type {
  DevCommitResult,
  DevDiscardResult,
  DevOnceResult,
  DevOptions,
  DevStatusResult,
  DevWatchResult,
} from '../commands/dev/dev-options.ts';
import type { CallOptions } from './call/migrator-options.ts';

/** Whether the development database may be on another machine. */
export type DevDatabaseOptions = Pick<DevOptions, 'allowRemote'>;

/**
 * The actions of `migrate dev`, for editors, scripts and test runners. They ask no questions: what would lose rows
 * needs the migrator's option `yes`, and renames are named in the options. All need the drizzle-orm of the schemas, and
 * throw a `NotADevelopmentDatabaseError`, `DraftsElsewhereError` or `DevRunningError` besides what `revision` and
 * `upgrade` throw.
 */
export interface DevMethods {
  /** `migrate dev --once`: applies what is different now, as drafts. */
  once(options?: Omit<DevOptions, 'poll'> & CallOptions): Promise<DevOnceResult>;
  /**
   * `migrate dev`: applies every save until `signal` is aborted, and then resolves. Events say what was applied
   * (`dev-applied`), and what was not and why (`dev-not-applied`). Throws a `DevBranchChangedError` when another branch
   * of git is checked out.
   */
  watch(options?: Pick<DevOptions, 'slice' | 'poll' | 'allowRemote'> & CallOptions): Promise<DevWatchResult>;
  /** The drafts that the database has, and which process watches. */
  status(options?: DevDatabaseOptions & CallOptions): Promise<DevStatusResult>;
  /** Reverts all drafts. Throws a `ConfirmationRequiredError` where that loses rows, without `yes`. */
  discard(options?: DevDatabaseOptions & CallOptions): Promise<DevDiscardResult>;
  /**
   * Makes revisions of all drafts. Where the database is not what they build, it resolves with `committed: false` and
   * the differences, and nothing is written.
   */
  commit(
    options: CommitOptions & { readonly message: string } & DevDatabaseOptions & CallOptions,
  ): Promise<DevCommitResult>;
}
