import { type EnsureVersionResult, ensureVersion } from '../../../commands/ensure-version/ensure-version.ts';
import { ensureVersionScript } from '../../../commands/ensure-version/ensure-version-script.ts';
import type { CliCommand } from '../../cli-command.ts';
import { scriptOutput } from '../../options/offline-options.ts';
import { yesOption } from '../../options/yes-option.ts';

export const ensureVersionCommand: CliCommand = {
  define(command) {
    command
      .option('--sql', 'write an SQL script to standard output, without a database')
      .addOption(yesOption())
      .addHelpText('after', EXAMPLES);
  },
  async run({ bench, options }) {
    if (options.sql === true) return scriptOutput(await ensureVersionScript(bench));
    const result = await ensureVersion(bench);
    const { stateSchema } = bench.settings;
    return { result, text: () => render(result, stateSchema) };
  },
};

function render({ created }: EnsureVersionResult, schema: string): string {
  return created ? `Created the schema ${schema}; nothing is applied yet.` : `The schema ${schema} already exists.`;
}

const EXAMPLES = `
The first run creates the state itself. Use this when only another role may create schemas.

Examples:
  migrate ensure-version
  migrate ensure-version --sql         a script, for a DBA
  migrate ensure-version --url postgres://admin@host/database
`;
