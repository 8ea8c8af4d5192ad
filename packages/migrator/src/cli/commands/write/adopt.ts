import { Option } from 'commander';
import { SPLITS } from '../../../adopt/database/split/group-tables.ts';
import { adopt } from '../../../commands/adopt/adopt.ts';
import { ADOPTABLE } from '../../../commands/adopt/adopt-options.ts';
import { adoptExisting } from '../../../commands/adopt/database/adopt-existing.ts';
import type { OpenWorkbench } from '../../../wiring/open-workbench.ts';
import type { CliCommand, CliOutput } from '../../cli-command.ts';
import { EXIT_CODES } from '../../exit-code.ts';
import { listOption, textOption } from '../../options/option-values.ts';
import { yesOption } from '../../options/yes-option.ts';
import { adoptExistingText } from '../../text/adopt-existing-text.ts';
import { adoptText } from '../../text/adopt-text.ts';
import { knownWord } from '../../words/known-word.ts';

export const adoptCommand: CliCommand = {
  define(command) {
    command
      .argument('<tool>', `whose history it is: ${ADOPTABLE.join(', ')}; database: tables that no tool made`)
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
      .addOption(
        new Option('--sql-dir <folder>', 'of Alembic: a folder with what alembic upgrade and downgrade --sql printed'),
      )
      .addOption(
        new Option('--alembic-command <command>', 'of Alembic: what prints it, as "poetry run alembic"').conflicts(
          'sqlDir',
        ),
      )
      .addOption(
        new Option('--by <what>', 'of database, where there are no slices: what it is split into slices by').choices(
          SPLITS,
        ),
      )
      .addOption(
        new Option('--assign <file>', 'of database: a JSON file that lists the tables of each slice').conflicts('by'),
      )
      .addOption(yesOption())
      .addHelpText('after', EXAMPLES);
  },
  mayBeEmpty: ([tool]) => tool === 'database',
  async run({ args: [word, path], bench, options, slice }) {
    const tool = knownWord('adopt', word, [...ADOPTABLE, 'database']);
    if (tool === 'database') return await adoptDatabase(bench, options);
    const result = await adopt(bench, {
      tool,
      ...{ path, slice },
      message: textOption(options.message),
      ledger: textOption(options.ledger),
      accept: listOption(options.accept),
      sqlDir: textOption(options.sqlDir),
      alembicCommand: textOption(options.alembicCommand),
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

async function adoptDatabase(
  bench: OpenWorkbench,
  { message, check, databaseOnly, by, assign }: Readonly<Record<string, unknown>>,
): Promise<CliOutput> {
  const result = await adoptExisting(bench, {
    message: textOption(message),
    check: check === true,
    databaseOnly: databaseOnly === true,
    by: SPLITS.find((each) => each === by),
    assign: textOption(assign),
  });
  return {
    result,
    text: (style) => adoptExistingText(result, style),
    ...(result.database.state === 'differs' ? { exitCode: EXIT_CODES.found } : {}),
  };
}

const EXAMPLES = `
Makes revisions that stand for the migrations of another tool, from their own SQL, which is run on a scratch database: names are those that it
really builds. A database that has the history gets the record that they are applied, as far as the tool's ledger says so; nothing runs on it, and
the ledger stays. For the next database, run it again: the files are compared, and only that database is looked at.

database: the tables were pushed, or made by hand. The schemas that declare them get a first revision each, with the names that the database has; the record
is made only when the database is what the revisions build. Where there are no slices, they are made of the database: by its schemas, by what the
names of tables begin with (prefix), by groups of foreign keys (keys), or as a file says it.

Examples:
  migrate adopt drizzle --check
  migrate adopt drizzle
  migrate adopt drizzle ./drizzle --keep-history --slice events
  migrate adopt drizzle --database-only --url "$PRODUCTION_URL"
  migrate adopt database --check
  migrate adopt database --by keys
  migrate adopt alembic --keep-history --alembic-command alembic
  migrate adopt prisma prisma/migrations
  migrate adopt flyway src/main/resources/db/migration
`;
