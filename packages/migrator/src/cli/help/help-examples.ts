import type { Command } from 'commander';

/** The help of a command after its options: its description, and its examples, one line each. */
export interface HelpText {
  readonly about: string;
  readonly examples: readonly string[];
}

/** What `--help` prints after arguments and options. */
export function helpText(command: Command): HelpText {
  let help = '';
  command.configureOutput({
    writeOut: (text) => {
      help += text;
    },
  });
  command.outputHelp();
  const [before = '', after = ''] = help.split(/^Examples:$/m);
  const examples = after.split('\n').map((line) => line.trimEnd());
  // Lists of options end with a line that names --help.
  const about = before.slice(before.lastIndexOf('--help')).split('\n').slice(1).join('\n');
  const end = examples.findIndex((line, at) => at > 0 && line === '');
  return { about: about.trim(), examples: examples.slice(1, end).map((line) => line.trim()) };
}
