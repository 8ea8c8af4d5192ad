import { Option } from 'commander';
import { health } from '../../../commands/health/health.ts';
import { HEALTH_CODES } from '../../../health/codes.ts';
import type { CliCommand } from '../../cli-command.ts';
import { EXIT_CODES } from '../../exit-code.ts';
import { HEALTH_FORMATS, healthText } from '../../text/health/health-text.ts';

export const healthCommand: CliCommand = {
  define(command) {
    command
      .option('--fix', 'write proven revisions for findings that need no long lock')
      .option('--orphans', 'count rows whose referenced row is missing, for every foreign key (reads the tables)')
      .addOption(new Option('--rule <rule...>', 'only these rules').choices(HEALTH_CODES))
      .addOption(new Option('--format <format>', 'output format').choices(HEALTH_FORMATS).default('text'))
      .addHelpText('after', EXAMPLES);
  },
  async run({ bench, options, slice }) {
    const format = HEALTH_FORMATS.find((known) => known === options.format) ?? 'text';
    const rules = Array.isArray(options.rule) ? options.rule.map(String) : undefined;
    const result = await health(bench, {
      slice,
      fix: options.fix === true,
      orphans: options.orphans === true || rules?.includes('orphans') === true,
      ...(rules === undefined ? {} : { rules }),
    });
    return {
      result,
      text: (style) => healthText(result, format, style),
      exitCode: result.failed ? EXIT_CODES.found : EXIT_CODES.done,
    };
  },
};

const EXAMPLES = `
Reads catalogs and statistics of the database in one read-only transaction, and names the slice that owns each finding. Objects that the role may
not read are listed as not checked. Set limits, severities and ignored findings in "health" of migrate.config.json. Exit code 3 when a finding is at
least a warning ("health.failOn"). --fix writes revisions, proven on a scratch database, and runs nothing on yours.

Examples:
  migrate health
  migrate health --slice execution --fix
  migrate health --rule orphans
  migrate health --env staging --format markdown
`;
