import { type EditResult, edit } from '../../../commands/edit/edit.ts';
import { currentHeads } from '../../../commands/shared/heads/current-heads.ts';
import type { CliCommand } from '../../cli-command.ts';
import { EXIT_CODES } from '../../exit-code.ts';
import { findingList } from '../../text/finding-list.ts';
import type { Style } from '../../text/style.ts';

export const editCommand: CliCommand = {
  ownsTerminal: true,
  define(command) {
    command
      .argument('<revision>', 'an id, the beginning of one, a label, events@head, current …')
      .addHelpText('after', EXAMPLES);
  },
  async run({ args: [symbol = ''], bench }) {
    const symbols = symbol === 'current' ? await currentHeads(bench) : [symbol];
    const result = await edit(bench, symbols);
    return {
      result,
      text: (style) => render(result, style),
      exitCode: result.findings.length > 0 ? EXIT_CODES.found : EXIT_CODES.done,
    };
  },
};

function render({ revision, file, changed, findings }: EditResult, style: Style): string {
  if (findings.length > 0) return findingList(findings, style);
  if (!changed) return `${file} was not changed.`;
  return [
    `${style.green('ok')} ${file} was changed and has no problems.`,
    `A database that has applied it refuses further upgrades until you accept the edit: ${style.typed(`migrate repair accept ${revision} --reason "…"`)}`,
  ].join('\n');
}

const EXAMPLES = `
Opens the file in the editor of VISUAL or EDITOR, and checks all files when you close it. Exit code 3 when something is wrong.

Examples:
  migrate edit events@head
  migrate edit 8f3c
  EDITOR="code --wait" migrate edit current
`;
