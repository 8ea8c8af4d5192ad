import type { CliCommand } from '../../cli-command.ts';
import { SHELLS } from '../../complete/expects.ts';
import { SCRIPTS } from '../../complete/scripts.ts';
import { knownWord } from '../../words/known-word.ts';

/** What `completion` answers. */
export interface CompletionResult {
  readonly shell: 'bash' | 'zsh' | 'fish';
  readonly script: string;
}

export const completionCommand: CliCommand = {
  define(command) {
    command.argument('<shell>', SHELLS.join(', ')).addHelpText('after', EXAMPLES);
  },
  async runAlone({ args: [given] }) {
    const shell = knownWord('completion', given, SHELLS);
    const result: CompletionResult = { shell, script: SCRIPTS[shell] };
    return { result, text: () => result.script.trimEnd() };
  },
};

const EXAMPLES = `
Completes commands, options, slices, labels, symbols and ids, after the words "migrate" and "braid": put node_modules/.bin into PATH,
or, before the line in your shell's start-up file, alias migrate='npx --no -- braid'.

Examples:
  migrate completion bash      in ~/.bashrc: eval "$(migrate completion bash)"
  migrate completion zsh       in ~/.zshrc: eval "$(migrate completion zsh)"
  migrate completion fish      in ~/.config/fish/config.fish: migrate completion fish | source
`;
