import { type HeadsResult, heads } from '../../../commands/heads/heads.ts';
import type { CliCommand } from '../../cli-command.ts';
import { originText } from '../../text/origin-text.ts';
import type { Style } from '../../text/style.ts';
import { table } from '../../text/table.ts';

export const headsCommand: CliCommand = {
  runsNoCode: true,
  readsIndex: true,
  answersFromFiles: true,
  define(command) {
    command
      .option('--resolve-dependencies', 'leave out heads that another revision depends on')
      .option('-v, --verbose', 'print the file, author and date of each head')
      .addHelpText('after', EXAMPLES);
  },
  async run({ bench, options, slice }) {
    const verbose = options.verbose === true;
    const result = await heads(bench, {
      slice,
      resolveDependencies: options.resolveDependencies === true,
      authors: verbose,
    });
    return { result, text: (style) => render(result, style, verbose) };
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
  ).split('\n');
  const list = shown.map((head, at) =>
    verbose ? `${lines[at]}\n    ${style.dim([head.file, originText(head)].filter(Boolean).join('  '))}` : lines[at],
  );
  const warnings = merges.flatMap(({ slice, revisions, repair }) => [
    `${style.red('!')} ${slice} has ${revisions.length} heads, made at the same time. Join them: ${style.bold(style.typed(repair))}`,
    // With -v each head has this above already.
    ...(verbose ? [] : [table(revisions.map((head) => ['  ', head.revision, head.file, originText(head)]))]),
  ]);
  return [...list, ...warnings].join('\n');
}

const EXAMPLES = `
Several slices have several heads, which is normal. Several heads of one slice are marked, with their files and, from git,
their authors and dates.

Examples:
  migrate heads
  migrate heads --slice events --verbose
  migrate heads --resolve-dependencies --json
`;
