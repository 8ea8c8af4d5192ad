import { isMigratorError } from '../errors/is-migrator-error.ts';

/**
 * The same error, with its hint below its message: runners of tests print that one and the stack, and nothing else that
 * an error says.
 */
export function showingHint(error: unknown): unknown {
  if (!isMigratorError(error) || error.hint === undefined) return error;
  const { message, stack, hint } = error;
  const told = `\n  → ${hint.replaceAll('\n', '\n    ')}`;
  if (message.endsWith(told)) return error;
  error.message = message + told;
  if (stack !== undefined) error.stack = stack.replace(message, () => message + told);
  return error;
}

/** What `work` gives; what it throws shows its hint. */
export async function withHints<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw showingHint(error);
  }
}
