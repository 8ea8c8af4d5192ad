/** `error`: it stops users or breaks running code. `warning`: it can. `info`: a person should know. */
export const LINT_LEVELS = ['info', 'warning', 'error'] as const;
export type LintLevel = (typeof LINT_LEVELS)[number];
