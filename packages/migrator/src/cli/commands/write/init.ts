import { Option } from 'commander';
import { type InitResult, init } from '../../../commands/init/init.ts';
import { TEMPLATES } from '../../../scaffold/scaffold.ts';
import { initPlace } from '../../../wiring/init-place.ts';
import type { CliCommand } from '../../cli-command.ts';
import type { Style } from '../../text/style.ts';

export const initCommand: CliCommand = {
  define(command) {
    command
      .argument(
        '[folder]',
        'the folder that becomes the workspace; it is made when it is not there (default: the current one)',
      )
      .addOption(
        new Option(
          '-t, --template <name>',
          'what is set up (default: monorepo where there are workspaces or Nx, else single)',
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
    ...created.map((file) => `${style.green('made')}  ${file}`),
    ...added.map(({ file, what }) => `${style.green('added')} ${file}: ${what}`),
    ...kept.map((file) => `${style.yellow('kept')}  ${file} ${style.dim('(is there already, left as it is)')}`),
    '',
    'Next:',
    ...next.map((step, at) => `  ${at + 1}. ${step}`),
  ].join('\n');
}

const EXAMPLES = `
Writes a configuration and the first slice. In a project of Drizzle the slices are made beside the schemas that are there, one for each
drizzle.config, which is read and not run. Nothing is ever overwritten, so you can run it again to add a slice; package.json, nx.json,
pnpm-workspace.yaml, tsconfig.json, .gitignore and .gitattributes get what they lack. It speaks npm, pnpm, yarn or bun, whichever is in use.

Examples:
  migrate init
  migrate init --template monorepo --slice events
  migrate init services/billing --template service --slice billing
  migrate init --template deploy       in a workspace that is set up
`;
