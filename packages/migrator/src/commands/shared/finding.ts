import type { MigratorError } from '../../errors/migrator-error.ts';

/** One thing that is wrong, as `check` and `status` list it. */
export interface Finding {
  readonly code: string;
  readonly message: string;
  readonly slice: string | null;
  readonly file: string | null;
  /** The command or edit that repairs it. */
  readonly repair: string | null;
}

export function findingOf(error: MigratorError): Finding {
  const { slice = null, file = null } = error.facts;
  return {
    code: error.code,
    message: error.message,
    slice,
    file,
    repair: error.hint ?? null,
  };
}
