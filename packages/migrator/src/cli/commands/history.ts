import { currentHeads } from '../../commands/current-heads.ts';
import { type HistoryEntry, type HistoryResult, history, needsDatabase } from '../../commands/history.ts';
import type { CliCommand } from '../cli-command.ts';
import type { Style } from '../style.ts';
import { table } from '../table.ts';

export const historyCommand: CliCommand = {
  define(command) {
    command
      .option('-r, --rev-range <range>', 'only from base to head, written base:head; either may be left out')
      .option('-i, --indicate-current', 'mark where the database stands')
      .option('-v, --verbose', 'print file, parents, dependencies and date')
      .addHelpText('after', EXAMPLES);
  },
  async run({ context, options, slice }) {
    const range = typeof options.revRange === 'string' ? options.revRange : undefined;
    const ask = options.indicateCurrent === true || needsDatabase(range);
    const current = ask ? await currentHeads(context) : undefined;
    const result = history(context, { slice, range, current });
    return { result, text: (style) => render(result, style, options.verbose === true) };
  },
};

function render({ revisions }: HistoryResult, style: Style, verbose: boolean): string {
  if (revisions.length === 0) return 'No revisions in this range.';
  if (verbose) return revisions.map((entry) => block(entry, style)).join('\n\n');
  const rows = revisions.map((entry) => [entry.revision, entry.slice, [entry.message, ...marks(entry)].join(' ')]);
  return table(rows, (cell, column) => (column === 0 ? style.yellow(cell) : column === 1 ? style.cyan(cell) : cell));
}

function marks(entry: HistoryEntry): string[] {
  const words = [
    ...entry.labels.map((label) => `@${label}`),
    ...(entry.base ? ['base'] : []),
    ...(entry.branchPoint ? ['branch point'] : []),
    ...(entry.mergePoint ? ['merge'] : []),
    ...(entry.head ? ['head'] : []),
    ...(entry.current ? ['current'] : []),
  ];
  return words.length === 0 ? [] : [`(${words.join(', ')})`];
}

function block(entry: HistoryEntry, style: Style): string {
  const rows = [
    ['revises', entry.revises.join(', ') || '(base)'],
    ...(entry.dependsOn.length > 0 ? [['depends on', entry.dependsOn.join(', ')]] : []),
    ['slice', entry.slice],
    ['file', entry.file],
    ...(entry.created === null ? [] : [['created', entry.created]]),
  ];
  const title = `${style.yellow(entry.revision)}  ${[style.bold(entry.message), ...marks(entry)].join(' ')}`;
  return `${title}\n${table(
    rows.map((row) => ['', ...row]),
    (cell, column) => (column === 1 ? style.dim(cell) : cell),
  )}`;
}

const EXAMPLES = `
Examples:
  migrate history
  migrate history --slice events --indicate-current
  migrate history -r events@base:events@head --verbose
  migrate history -r current:heads
`;
