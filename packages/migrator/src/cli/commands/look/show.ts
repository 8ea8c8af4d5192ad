import { currentHeads } from '../../../commands/shared/heads/current-heads.ts';
import { pendingIds } from '../../../commands/show/pending-ids.ts';
import { type ShownRevision, type ShownSection, show } from '../../../commands/show/show.ts';
import type { CliCommand } from '../../cli-command.ts';
import { approvalLines } from '../../text/compared/affected-text.ts';
import { noteRows } from '../../text/history/note-rows.ts';
import type { Style } from '../../text/style.ts';
import { table } from '../../text/table.ts';

export const showCommand: CliCommand = {
  runsNoCode: true,
  readsIndex: true,
  define(command) {
    command
      .argument(
        '[revision...]',
        'an id, the beginning of one, a label, heads, events@head … (default: what is pending)',
      )
      .addHelpText('after', EXAMPLES);
  },
  async run({ args, bench, slice }) {
    const pending = args.length === 0;
    const symbols = pending ? await pendingIds(bench, slice) : await withCurrent(args, () => currentHeads(bench));
    const result = show(bench, symbols);
    const none = pending ? 'Nothing is pending.' : '(base)';
    return {
      result,
      text: (style) => result.revisions.map((revision) => render(revision, style)).join('\n\n') || none,
    };
  },
};

async function withCurrent(
  args: readonly string[],
  current: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  if (!args.includes('current')) return args;
  const heads = await current();
  return args.flatMap((word) => (word === 'current' ? heads : [word]));
}

function render(shown: ShownRevision, style: Style): string {
  const rows = [
    ['slice', shown.slice],
    ['file', shown.file],
    ['revises', shown.revises.join(', ') || '(base)'],
    ['depends on', shown.dependsOn.join(', ')],
    ['children', shown.children.join(', ') || '(head)'],
    ['labels', shown.branches.join(', ')],
    ['created', shown.created ?? ''],
    ['checksum', shown.checksum],
    ...noteRows(shown.notes),
  ].filter(([, value]) => value !== '');
  const sections =
    shown.kind === 'ts'
      ? [style.dim('A data revision: its code is in the file.')]
      : [section('upgrade', shown.upgrade, style), section('downgrade', shown.downgrade, style)];
  return [
    `${style.yellow(shown.revision)}  ${style.bold(shown.message)}`,
    table(
      rows.map((row) => ['', ...row]),
      (cell, column) => (column === 1 ? style.dim(cell) : cell),
    ),
    ...approvalLines(shown.approvals, style),
    ...sections,
  ].join('\n');
}

function section(name: string, content: ShownSection | null, style: Style): string {
  if (content === null) return style.dim(`-- ${name}: nothing`);
  const options = [
    ...(content.transaction ? [] : [content.steps ? 'transaction=steps' : 'transaction=off']),
    ...(content.irreversible === null ? [] : [`irreversible="${content.irreversible}"`]),
    ...(content.lossy === null ? [] : [`lossy="${content.lossy}"`]),
    ...(content.stub === null ? [] : [`stub="${content.stub}"`]),
  ];
  const title = style.cyan(['-- migrate:', name, ...options.map((option) => ` ${option}`)].join(''));
  return ['', title, ...content.statements.map((sql) => `${sql};`)].join('\n');
}

const EXAMPLES = `
Without a revision it shows what is not applied, in the order of upgrade.

Examples:
  migrate show
  migrate show events@head
  migrate show 8f3c
  migrate show current
`;
