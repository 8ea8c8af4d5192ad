import { Option } from 'commander';
import { type InitResult, init } from '../../../commands/init/init.ts';
import { TEMPLATES } from '../../../scaffold/scaffold.ts';
import { initPlace } from '../../../wiring/init-place.ts';
import type { CliCommand } from '../../cli-command.ts';
import type { Style } from '../../text/style.ts';

export const initCommand: CliCommand = {
  define(command) {
    command
      .argument('[folder]', 'the folder of the workspace; a missing one is created (default: the current one)')
      .addOption(
        new Option(
          '-t, --template <name>',
          'what to set up (default: monorepo if there are workspaces or Nx, else single)',
        ).choices(TEMPLATES.map(({ name }) => name)),
      )
      .addHelpText('after', EXAMPLES);
  },
  async runAlone({ args: [folder], options, slice, globals, io }) {
    const template = TEMPLATES.find(({ name }) => name === options.template)?.name;
    const result = init(initPlace(io.cwd, folder ?? globals.workspace), { template, slice });
    return { result, text: (style) => render(result, style) };
  },
};

function render({ root, created, added, kept, next }: InitResult, style: Style): string {
  return [
    style.dim(root),
    ...created.map((file) => `${style.green('wrote')} ${file}`),
    ...added.map(({ file, what }) => `${style.green('added')} ${file}: ${what}`),
    ...kept.map((file) => `${style.yellow('kept')}  ${file} ${style.dim('(already exists, not changed)')}`),
    '',
    'Next:',
    ...next.map((step, at) => `  ${at + 1}. ${step}`),
  ].join('\n');
}

const EXAMPLES = `
Writes a configuration and the first slice. In a Drizzle project it makes the slices beside the existing schemas, one for each
drizzle.config, which is read and not run. It never overwrites anything, so you can run it again to add a slice; missing entries are
added to package.json, nx.json, pnpm-workspace.yaml, tsconfig.json, .gitignore and .gitattributes. It works with npm, pnpm, yarn and bun.

Examples:
  migrate init
  migrate init --template monorepo --slice events
  migrate init services/billing --template service --slice billing
  migrate init --template deploy       in a workspace that is set up
`;
