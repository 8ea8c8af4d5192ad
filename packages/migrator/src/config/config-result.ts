import type { OverlookedVariable } from '../errors/workspace/no-database-error.ts';

/** One effective setting. */
export interface EffectiveSetting {
  /** The key as in the file: `runner.lockWait`. */
  readonly key: string;
  /** `null` when it is not set. Passwords are left out of URLs. */
  readonly value: unknown;
  /** `default`, the file, `environment staging`, or the flag. */
  readonly source: string;
}

export interface EffectiveEnvironment {
  readonly name: string;
  /** Without a password; `null` when its variable is not set. */
  readonly database: string | null;
  /** `migrate.config.json`, or the variable and where it is set. */
  readonly source: string;
  readonly protected: boolean;
}

/** What `migrate config` answers. */
export interface ConfigResult {
  readonly workspace: string;
  /** `null` when there is none. */
  readonly file: string | null;
  /** The `.env` files that were read. */
  readonly envFiles: readonly string[];
  /** The environment that was chosen; `null` when something else names the database. */
  readonly environment: string | null;
  /** The protected environment that the database belongs to. */
  readonly protectedEnvironment: string | null;
  /** `null` when it cannot be told; see `problem`. */
  readonly database: { readonly display: string; readonly source: string } | null;
  readonly problem: string | null;
  /** Variables that were set to name a database and do not: they are empty, or nearly right. */
  readonly overlooked: readonly OverlookedVariable[];
  readonly environments: readonly EffectiveEnvironment[];
  readonly settings: readonly EffectiveSetting[];
}
