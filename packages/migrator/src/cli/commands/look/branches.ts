import { type BranchesResult, type BranchPoint, branches } from '../../../commands/branches/branches.ts';
import type { CliCommand } from '../../cli-command.ts';
import { originText } from '../../text/origin-text.ts';
import type { Style } from '../../text/style.ts';
import { table } from '../../text/table.ts';

export const branchesCommand: CliCommand = {
  runsNoCode: true,
  readsIndex: true,
  define(command) {
    command
      .option('-v, --verbose', 'print the file, author, date and heads of each branch')
      .addHelpText('after', EXAMPLES);
  },
  async run({ bench, options, slice }) {
    const verbose = options.verbose === true;
    const result = await branches(bench, { slice, authors: verbose });
    return { result, text: (style) => render(result, style, verbose) };
  },
};

function render({ branchPoints }: BranchesResult, style: Style, verbose: boolean): string {
  if (branchPoints.length === 0) return 'No revision has more than one child.';
  return branchPoints.map((point) => block(point, style, verbose)).join('\n\n');
}

function block(point: BranchPoint, style: Style, verbose: boolean): string {
  const { revision, slice, message, children, merged } = point;
  const state = merged ? 'branch point, merged again' : 'branch point';
  const title = `${style.yellow(revision)}  ${style.cyan(slice)}  ${message} (${state})`;
  const rows = children.map((child) => [
    '  ->',
    child.revision,
    child.slice,
    [child.message, ...(child.head ? ['(head)'] : [])].join(' '),
  ]);
  const lines = table(rows, (cell, column) =>
    column === 1 ? style.yellow(cell) : column === 2 ? style.cyan(cell) : cell,
  ).split('\n');
  if (!verbose) return [title, ...lines].join('\n');
  const details = children.map((child, at) => {
    const heads = child.head ? '' : `leads to ${child.heads.join(', ')}`;
    const more = [child.file, originText(child), heads].filter(Boolean).join('  ');
    return `${lines[at]}\n       ${style.dim(more)}`;
  });
  return [title, `  ${style.dim(point.file)}`, ...details].join('\n');
}

const EXAMPLES = `
Two children in one slice that no merge joins make two heads: see migrate heads.

Examples:
  migrate branches
  migrate branches --slice events --verbose
`;
