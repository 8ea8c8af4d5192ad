import { InvalidArgumentError } from 'commander';
import { type LogResult, log } from '../../../commands/log/log.ts';
import type { BatchMinute, LogEntry } from '../../../state/log.ts';
import type { CliCommand } from '../../cli-command.ts';
import { duration } from '../../text/event-line.ts';
import type { Style } from '../../text/style.ts';
import { table } from '../../text/table.ts';

export const logCommand: CliCommand = {
  define(command) {
    command
      .option('-n, --limit <count>', 'the number of entries', positive, 20)
      .option('--revision <id>', 'only entries of one revision, by its whole id')
      .option('--run <id>', 'only entries of one run, by its whole id')
      .addHelpText('after', EXAMPLES);
  },
  async run({ bench, options: { limit, revision, run } }) {
    const result = await log(bench, {
      limit: typeof limit === 'number' ? limit : 20,
      revision: typeof revision === 'string' ? revision : undefined,
      run: typeof run === 'string' ? run : undefined,
    });
    const filtered = revision !== undefined || run !== undefined;
    return { result, text: (style) => render(result, filtered, style) };
  },
};

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('Write a whole number above 0.');
  return value;
}

function render({ entries, batches }: LogResult, filtered: boolean, style: Style): string {
  if (entries.length === 0) return filtered ? 'No entry matches. Give whole ids.' : 'Nothing was attempted yet.';
  const lines = [
    ...entries.map((entry): Line => [entry.at, entry.action, entry.event, entry.revision ?? '', details(entry)]),
    ...batches.map(minuteLine),
  ].sort(([one], [other]) => (one < other ? 1 : one > other ? -1 : 0));
  return table(lines, (cell, column, row) => {
    if (column === 0) return style.dim(cell);
    if (column === 2) return lines[row]?.[2] === 'failed' ? style.red(cell) : style.green(cell);
    return column === 3 ? style.yellow(cell) : cell;
  });
}

type Line = readonly [at: string, action: string, event: string, revision: string, details: string];

/** `in this minute 240 batches, 98,000 rows walked over, 97,000 changed`. */
function minuteLine({ at, direction, revision, batches, keys, rows }: BatchMinute): Line {
  const number = (amount: number) => amount.toLocaleString('en-US');
  const said = `in this minute ${number(batches)} ${batches === 1 ? 'batch' : 'batches'}, ${number(keys)} rows walked over, ${number(rows)} changed`;
  return [at, direction, 'batches', revision, said];
}

function details(entry: LogEntry): string {
  return [
    ...(entry.slice === undefined ? [] : [entry.slice]),
    ...(entry.sqlState === undefined ? [] : [entry.sqlState]),
    ...(entry.message === undefined ? [] : [entry.message]),
    ...(entry.reason === undefined ? [] : [`${entry.action === 'run' ? 'tag' : 'reason'}: ${entry.reason}`]),
    ...(entry.durationMs === undefined ? [] : [duration(entry.durationMs)]),
    `by ${entry.by}${entry.host === undefined ? '' : ` on ${entry.host}`}`,
  ].join(', ');
}

const EXAMPLES = `
Lists every upgrade, downgrade, stamp and repair: started, done or failed. Batches of rows are summed by minute.

Examples:
  migrate log
  migrate log -n 100 --json
  migrate log --revision 8f3c2a1b9d04
`;
