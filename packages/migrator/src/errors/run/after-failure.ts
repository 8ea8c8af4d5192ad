import type { Facts } from '../untyped-error.ts';

/**
 * A failure of a run with what somebody on call asks next: which statement, what the server adds, what was undone, and where the database stands now.
 * Lines are there for the facts that are there.
 */
export function afterFailure(message: string, facts: Facts): string {
  const { statement, statementNumber, statements, detail, serverHint, where, rolledBack, heads, ran } = facts;
  const which = typeof statements === 'number' && statements > 1 ? ` ${statementNumber} of ${statements}` : '';
  const lines = [
    line(`statement${which}`, statement),
    line('detail', detail),
    line('the server says', serverHint),
    line('inside', where),
    line('rolled back', rolledBack),
    line('the database stands at', standing(heads, ran)),
  ];
  return [message, ...lines.filter((each) => each !== undefined)].join('\n');
}

function line(name: string, value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  return `    ${name}: ${value.trim().replace(/\n/g, '\n      ')}`;
}

function standing(heads: unknown, ran: unknown): string | undefined {
  if (!Array.isArray(heads)) return undefined;
  const now = heads.length === 0 ? 'base' : heads.join(', ');
  const count = Array.isArray(ran) ? ran.length : 0;
  const before = count === 1 ? '1 revision' : `${count} revisions`;
  return count === 0 ? now : `${now}; ${before} of this run ${count === 1 ? 'is' : 'are'} committed`;
}
