import { Option } from 'commander';
import { type HistoryEntry, type HistoryResult, history, needsDatabase } from '../../../commands/history/history.ts';
import { appliedNow } from '../../../commands/shared/heads/current-heads.ts';
import type { CliCommand } from '../../cli-command.ts';
import { positive } from '../../options/option-values.ts';
import { drawHistory } from '../../text/history/draw-history.ts';
import { historyMarks } from '../../text/history/history-marks.ts';
import { noteRows } from '../../text/history/note-rows.ts';
import type { Style } from '../../text/style.ts';
import { table } from '../../text/table.ts';

export const historyCommand: CliCommand = {
  runsNoCode: true,
  readsIndex: true,
  define(command) {
    command
      .option('-r, --rev-range <range>', 'only the range base:head; either end may be left out')
      .addOption(new Option('-n, --limit <count>', 'only the newest ones').argParser(positive))
      .option('-i, --indicate-current', 'mark what is applied and where the database is')
      .option('-v, --verbose', 'print file, parents, dependencies and date')
      .option('-g, --graph', 'draw the branches as lanes')
      .option('--ascii', 'draw with ASCII characters only')
      .addHelpText('after', EXAMPLES);
  },
  async run({ bench, options, slice }) {
    const range = typeof options.revRange === 'string' ? options.revRange : undefined;
    const ask = options.indicateCurrent === true || needsDatabase(range);
    const applied = ask ? await appliedNow(bench) : undefined;
    const result = history(bench, {
      slice,
      range,
      limit: typeof options.limit === 'number' ? options.limit : undefined,
      current: applied && [...applied.heads],
      applied: applied?.revisions,
    });
    const verbose = options.verbose === true;
    if (options.graph !== true) return { result, text: (style) => render(result, style, verbose) };
    const drawing = { applied, verbose, ascii: options.ascii === true };
    return { result, text: (style) => drawHistory(bench.graph(), result, drawing, style) };
  },
};

function render({ revisions }: HistoryResult, style: Style, verbose: boolean): string {
  if (revisions.length === 0) return 'No revisions in this range.';
  if (verbose) return revisions.map((entry) => block(entry, style)).join('\n\n');
  const rows = revisions.map((entry) => [
    entry.revision,
    entry.slice,
    // Most revisions are applied, so only the others are marked; --graph has signs for both, and --verbose a line.
    [entry.message, ...historyMarks(entry, entry.applied === false ? ['not applied'] : [])].join(' '),
  ]);
  return table(rows, (cell, column) => (column === 0 ? style.yellow(cell) : column === 1 ? style.cyan(cell) : cell));
}

function block(entry: HistoryEntry, style: Style): string {
  const rows = [
    ['revises', entry.revises.join(', ') || '(base)'],
    ...(entry.dependsOn.length > 0 ? [['depends on', entry.dependsOn.join(', ')]] : []),
    ['slice', entry.slice],
    ['file', entry.file],
    ...(entry.created === null ? [] : [['created', entry.created]]),
    ...noteRows(entry.notes),
    ...(entry.applied === null ? [] : [['applied', entry.applied ? 'yes' : 'no']]),
  ];
  const title = `${style.yellow(entry.revision)}  ${[style.bold(entry.message), ...historyMarks(entry)].join(' ')}`;
  return `${title}\n${table(
    rows.map((row) => ['', ...row]),
    (cell, column) => (column === 1 ? style.dim(cell) : cell),
  )}`;
}

const EXAMPLES = `
With --graph each revision is one row, above everything it comes after: ● a revision; with --indicate-current ◆ where the database is, ● applied, ○ not
applied. Lanes have the colour of their slice; in a dotted lane revisions are left out. "needs" names dependencies, which have no lanes.

Examples:
  migrate history
  migrate history -n 10
  migrate history --slice events --indicate-current
  migrate history --graph --indicate-current
  migrate history -r events@base:events@head --verbose
  migrate history -r current:heads --graph --ascii
`;
