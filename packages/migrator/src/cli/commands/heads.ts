import { type HeadsResult, heads } from '../../commands/heads.ts';
import type { CliCommand } from '../cli-command.ts';
import type { Style } from '../style.ts';
import { table } from '../table.ts';

export const headsCommand: CliCommand = {
  define(command) {
    command
      .option('--resolve-dependencies', 'leave out heads that another revision depends on')
      .option('-v, --verbose', 'print the file of each head')
      .addHelpText('after', EXAMPLES);
  },
  async run({ context, options, slice }) {
    const result = heads(context, { slice, resolveDependencies: options.resolveDependencies === true });
    return { result, text: (style) => render(result, style, options.verbose === true) };
  },
};

function render({ heads: shown, merges }: HeadsResult, style: Style, verbose: boolean): string {
  if (shown.length === 0) return 'No revisions yet.';
  const rows = shown.map(({ revision, slice, message, effective }) => [
    revision,
    slice,
    effective ? message : `${message} (others depend on it)`,
  ]);
  const lines = table(rows, (cell, column) =>
    column === 0 ? style.yellow(cell) : column === 1 ? style.cyan(cell) : cell,
  );
  const list = verbose
    ? lines
        .split('\n')
        .map((line, index) => `${line}\n    ${style.dim(shown[index]?.file ?? '')}`)
        .join('\n')
    : lines;
  const warnings = merges.map(
    ({ slice, heads: ends, repair }) =>
      `${style.red('!')} ${slice} has ${ends.length} heads (${ends.join(', ')}): join them with ${style.bold(repair)}`,
  );
  return [list, ...warnings].join('\n');
}

const EXAMPLES = `
Examples:
  migrate heads
  migrate heads --slice events --verbose
  migrate heads --resolve-dependencies --json
`;
