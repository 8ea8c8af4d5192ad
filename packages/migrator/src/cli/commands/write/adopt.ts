import { Option } from 'commander';
import { adopt } from '../../../commands/adopt/adopt.ts';
import { ADOPTABLE } from '../../../commands/adopt/adopt-options.ts';
import type { CliCommand } from '../../cli-command.ts';
import { EXIT_CODES } from '../../exit-code.ts';
import { knownWord } from '../../options/known-word.ts';
import { listOption, textOption } from '../../options/option-values.ts';
import { adoptText } from '../../text/adopt-text.ts';

export const adoptCommand: CliCommand = {
  define(command) {
    command
      .argument('<tool>', `whose history it is: ${ADOPTABLE.join(', ')}`)
      .argument('[path]', 'the folder of the migrations (default: what the configuration of the tool says)')
      .option('--check', 'write and record nothing: say what would be, and what is wrong (exit code 3)')
      .option('--keep-history', 'a revision for each migration, with its place in the graph, instead of one for all')
      .option('-m, --message <text>', 'of the one revision for all')
      .option('--files-only', 'look at no database')
      .addOption(new Option('--database-only', 'write no files: they are there').conflicts('filesOnly'))
      .option('--ledger <table>', 'where the tool records what it has run: schema.table')
      .option(
        '--accept <what...>',
        'migrations that count as applied as their files are now, and rows of the ledger that count for nothing',
      )
      .addHelpText('after', EXAMPLES);
  },
  async run({ args: [word, path], bench, options, slice }) {
    const result = await adopt(bench, {
      tool: knownWord('adopt', word, ADOPTABLE),
      ...{ path, slice },
      message: textOption(options.message),
      ledger: textOption(options.ledger),
      accept: listOption(options.accept),
      check: options.check === true,
      keepHistory: options.keepHistory === true,
      filesOnly: options.filesOnly === true,
      databaseOnly: options.databaseOnly === true,
    });
    const hasProblems = (result.database?.problems.length ?? 0) > 0;
    return {
      result,
      text: (style) => adoptText(result, style),
      ...(hasProblems ? { exitCode: EXIT_CODES.found } : {}),
    };
  },
};

const EXAMPLES = `
Makes revisions that stand for the migrations of another tool, from their own SQL, which is run on a scratch database: names are those that it
really builds. A database that has the history gets the record that they are applied, as far as the tool's ledger says so; nothing runs on it, and
the ledger stays. For the next database give the command again: the files are compared, and only that database is looked at.

Examples:
  migrate adopt drizzle --check
  migrate adopt drizzle
  migrate adopt drizzle ./drizzle --keep-history --slice events
  migrate adopt drizzle --database-only --url "$PRODUCTION_URL"
`;
