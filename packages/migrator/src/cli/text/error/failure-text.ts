import type { FailedStatement, ServerDetails } from '../../../errors/run/failed-statement.ts';
import type { RolledBack } from '../../../errors/run/rolled-back.ts';
import type { RunFacts } from '../../../errors/run/run-facts.ts';

/** What a failure of a run or a proof may know about the state it left. */
export type Aftermath = FailedStatement & ServerDetails & Partial<RolledBack & RunFacts>;

/**
 * A failure of a run with what an engineer on call needs next: the statement, the server's hint, what was rolled back,
 * and where the database is now. Each known fact gets a line.
 */
export function failureText(message: string, facts: Aftermath): string {
  const {
    statement,
    statementNumber,
    statements = 1,
    detail,
    serverHint,
    where,
    rolledBack,
    heads,
    slices = {},
    ran = [],
  } = facts;
  const which = statements > 1 ? ` ${statementNumber} of ${statements}` : '';
  const lines = [
    line(`statement${which}`, statement),
    line('detail', detail),
    line('the server says', serverHint),
    line('inside', where),
    line('rolled back', rolledBack),
    line('the database is at', heads && placeNow(heads, slices, ran.length)),
  ];
  return [message, ...lines.filter((each) => each !== undefined)].join('\n');
}

function line(name: string, value: string | undefined): string | undefined {
  if (value === undefined || value === '') return undefined;
  return `    ${name}: ${value.trim().replace(/\n/g, '\n      ')}`;
}

function placeNow(heads: readonly string[], slices: Readonly<Record<string, string>>, count: number): string {
  const now = heads.length === 0 ? 'base' : heads.map((id) => [slices[id] ?? [], id].flat().join(' ')).join(', ');
  if (count === 0) return now;
  return `${now}; ${count === 1 ? '1 revision of this run is' : `${count} revisions of this run are`} committed`;
}
