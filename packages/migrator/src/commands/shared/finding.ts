import type { MigratorError } from '../../errors/migrator-error.ts';
import { untypedFacts } from '../../errors/untyped-error.ts';

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
  const { slice, file } = untypedFacts(error);
  return {
    code: error.code,
    message: error.message,
    slice: typeof slice === 'string' ? slice : null,
    file: typeof file === 'string' ? file : null,
    repair: error.hint ?? null,
  };
}
