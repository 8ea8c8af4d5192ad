import { type CurrentResult, current } from '../../../commands/current/current.ts';
import type { CliCommand } from '../../cli-command.ts';
import { EXIT_CODES } from '../../exit-code.ts';
import type { Style } from '../../text/style.ts';
import { table } from '../../text/table.ts';

export const currentCommand: CliCommand = {
  readsIndex: true,
  define(command) {
    command
      .option('-v, --verbose', 'print the database, the files, and who applied them when')
      .option('-c, --check-heads', 'exit with 3 when something is not applied')
      .addHelpText('after', EXAMPLES);
  },
  async run({ bench, options, slice }) {
    const result = await current(bench, { slice });
    return {
      result,
      text: (style) => render(result, style, options.verbose === true),
      exitCode: options.checkHeads === true && !result.upToDate ? EXIT_CODES.found : EXIT_CODES.done,
    };
  },
};

function render({ current: entries, unknown, database }: CurrentResult, style: Style, verbose: boolean): string {
  const rows = entries.map(({ revision, slice, message, head }) => [
    revision,
    slice,
    head ? `${message} (head)` : message,
  ]);
  const lines = table(rows, (cell, column) =>
    column === 0 ? style.yellow(cell) : column === 1 ? style.cyan(cell) : cell,
  ).split('\n');
  const list = entries.map(({ appliedAt, appliedBy, file }, index) =>
    verbose
      ? `${lines[index]}\n    ${style.dim(`${file}, applied ${appliedAt} by ${appliedBy}`)}`
      : (lines[index] ?? ''),
  );
  return [
    ...(verbose ? [style.dim(`${database.display} (${database.source})`)] : []),
    ...(list.length === 0 ? ['(base: nothing is applied)'] : list),
    ...unknown.map(
      (id) => `${style.red('!')} ${id} is applied, but its file is missing: see ${style.typed('migrate status')}`,
    ),
  ].join('\n');
}

const EXAMPLES = `
Examples:
  migrate current
  migrate current --verbose
  migrate current --check-heads && echo 'all applied'
`;
