import { UsageError } from '../../../errors/usage/usage-error.ts';

/** Throws a `UsageError` for a message that does not fit on one line of a header. */
export function messageOfOneLine(command: 'amend' | 'squash' | 'dev commit', message: string | undefined): void {
  if (message === undefined || (message.trim() !== '' && !/[\r\n]/.test(message))) return;
  throw new UsageError({ problem: 'message-not-one-line', command });
}
