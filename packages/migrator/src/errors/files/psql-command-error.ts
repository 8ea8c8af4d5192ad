import type { ErrorPlace } from './revision-file-error.ts';
import { SqlTextError } from './sql-errors.ts';

/** A line that is a command of psql. */
export interface PsqlLine {
  readonly line: number;
  readonly column: number;
  /** Without what follows it: `\restrict`. */
  readonly command: string;
}

export interface PsqlCommand extends ErrorPlace {
  /** The first twenty; empty where the command is behind a statement, in the same line. */
  readonly lines: readonly PsqlLine[];
  readonly count: number;
}

/**
 * A backslash is outside quotes: it is a psql command, which the server does not know.
 * @cause A line such as `\restrict` or `\connect` was copied from the output of pg_dump or from a psql script.
 * @repair Delete the lines that the message names, with the command in the hint.
 */
export class PsqlCommandError extends SqlTextError<PsqlCommand> {
  readonly code = 'sql-psql-command';
  constructor(facts: PsqlCommand) {
    super(facts, { problem: problemOf(facts), hint: hintOf(facts) });
  }
}

function problemOf({ lines, count }: PsqlCommand): string {
  const named = lines.map(({ line, command }) => `\`${command}\` in line ${line}`);
  if (count > lines.length) named.push(`${count - lines.length} more`);
  if (lines.length === 0) return 'a backslash command of psql is behind a statement, and is not SQL';
  if (count === 1) return `${named.join('')} is a command of psql, not SQL`;
  return `${named.join(', ')} are commands of psql, not SQL`;
}

function hintOf({ lines, count, file }: PsqlCommand): string {
  if (lines.some(({ command }) => command === '\\copy')) {
    return 'Write \\copy as `copy … from stdin;` with the data lines below it and a line `\\.` at the end.';
  }
  if (lines.length === 0) return 'Remove it, and end the statement with a semicolon; the server runs it, not psql.';
  const numbers = [...new Set(lines.map(({ line }) => line))];
  const which = numbers.length === 1 ? `line ${numbers.join('')}` : `lines ${numbers.join(', ')}`;
  const command = `sed -i.orig '${numbers.map((line) => `${line}d`).join(';')}' '${file.replaceAll("'", "'\\''")}'`;
  return `Delete ${which}${count > lines.length ? ', and look for more' : ''}: ${command}`;
}
