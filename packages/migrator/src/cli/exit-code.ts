import type { Outcome } from '../errors/migrator-error.ts';

/** The exit codes of `migrate`; docs/exit-codes.md is written from this table. */
export const EXIT_CODES = {
  done: 0,
  failed: 1,
  usage: 2,
  found: 3,
  busy: 4,
  backup: 5,
  cancelled: 130,
} as const satisfies Record<Outcome | 'done', number>;
