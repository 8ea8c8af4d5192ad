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

/** The tools that have a history. */
const HISTORIES = ADOPTABLE.join(', ');

export const adoptCommand: CliCommand = {
  actions: {
    operands: Object.fromEntries([...ADOPTABLE, 'database'].map((tool) => [tool, tool === 'database' ? 0 : 1])),
  },
  define(command) {
    command
      .argument('<tool>', `the other tool: ${ADOPTABLE.join(', ')}; database: tables without a history`)
      .argument('[path]', 'the folder of the migrations (default: from the configuration of the tool)')
      .option('--check', 'write and record nothing: show what would happen, and problems (exit code 3)')
      .option(
        '--keep-history',
        `${HISTORIES}: one revision per migration, with its place in the graph, instead of one for all`,
      )
      .option('-m, --message <text>', 'message of the one revision for all')
      .option('--files-only', `${HISTORIES}: use no database`)
      .addOption(new Option('--database-only', 'write no files: they exist already').conflicts('filesOnly'))
      .option('--ledger <table>', `${HISTORIES}: the table in which the tool records what it has run: schema.table`)
      .option(
        '--accept <what...>',
        `${HISTORIES}: migrations to accept as applied with their current files, and ledger rows to ignore`,
      )
      .addOption(
        new Option('--sql-dir <folder>', 'Alembic: a folder with the output of alembic upgrade and downgrade --sql'),
      )
      .addOption(
        new Option(
          '--alembic-command <command>',
          'Alembic: the command that prints it, such as "poetry run alembic"',
        ).conflicts('sqlDir'),
      )
      .addOption(new Option('--by <what>', 'database: how to split it into slices, if there are none').choices(SPLITS))
      .addOption(
        new Option('--assign <file>', 'database: a JSON file that lists the tables of each slice').conflicts('by'),
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
Makes revisions from the SQL of another tool's migrations, and runs that SQL on a scratch database to get the names that it
really builds. In a database that has the history, Braid records the revisions as applied, as the tool's ledger says; nothing runs on it, and
the ledger stays. Run it again for each further database: the files are compared, and only that database is recorded.

database: the tables were pushed or made by hand. Each schema that declares them gets a first revision, with the names in the database; it is recorded
only if the database matches what the revisions build. If there are no slices, they are generated from the database: by schema, by the
first word of table names (prefix), by groups of foreign keys (keys), or from a file (--assign).

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
