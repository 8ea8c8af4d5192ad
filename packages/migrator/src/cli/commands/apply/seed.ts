import { type SeedEntry, type SeedResult, seed } from '../../../commands/seed/seed.ts';
import { seedEnvironment } from '../../../config/database/seed-environment.ts';
import type { CliCommand } from '../../cli-command.ts';
import { EXIT_CODES } from '../../exit-code.ts';
import { declareLimits } from '../../options/limit-options.ts';
import { yesOption } from '../../options/yes-option.ts';
import { count, table } from '../../text/table.ts';

export const seedCommand: CliCommand = {
  define(command) {
    command
      .argument('[name...]', 'only these seeds: events/demo, or demo (default: all that the environment allows)')
      .option('--check', 'run nothing; exit code 3 when a seed was not run or has changed')
      .addOption(yesOption())
      .addHelpText('after', EXAMPLES);
    declareLimits(command);
  },
  async run({ args: names, bench, options, slice }) {
    const environment = seedEnvironment(bench.configuration);
    const result = await seed(bench, environment, { names, slice, check: options.check === true });
    return {
      result,
      text: () => render(result),
      exitCode: result.failed ? EXIT_CODES.found : EXIT_CODES.done,
    };
  },
};

function render(result: SeedResult): string {
  const { seeds, environment, check } = result;
  if (seeds.length === 0) return 'There are no seeds: no slice has files in seeds/.';
  const where = environment === null ? 'this database, which belongs to no environment' : environment;
  const due = seeds.filter(({ status }) => status === 'new' || status === 'changed');
  const ran = seeds.filter((entry) => entry.ran);
  const checked = due.length === 0 ? 'No seed to run' : `${count(due.length, 'seed')} to run`;
  const done = ran.length === 0 ? 'No seed to run' : `Ran ${count(ran.length, 'seed')}`;
  const first = `${check ? checked : done} on ${where}.`;
  return `${first}\n${table(seeds.map((entry) => ['', entry.seed, said(entry)]))}`;
}

function said({ status, ran, environments }: SeedEntry): string {
  if (ran) return 'done';
  switch (status) {
    case 'new':
      return 'not run yet';
    case 'changed':
      return 'changed since it was run';
    case 'same':
      return 'was run before';
    case 'not-allowed':
      return `only for ${environments.join(', ')}`;
  }
}

const EXAMPLES = `
Seeds are .sql or .ts files in the folder seeds/ of a slice. Their header says where they may run: -- environments: development, test.
They run in the order of the slices, each in one transaction, if they are new here or have changed. A database named only by --url
belongs to no environment: nothing runs on it.

Examples:
  migrate seed
  migrate seed events/demo --env staging
  migrate seed --check
`;
