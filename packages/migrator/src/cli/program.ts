import { Command } from 'commander';
import { packageVersion } from '../wiring/package-version.ts';
import type { CommandEntry } from './cli-command.ts';
import { declareGlobals } from './options/global-options.ts';

/** The program without its commands; `write` gets what the parser itself prints: help and the version. */
export function newProgram(write: (text: string) => unknown): Command {
  return declareGlobals(new Command('migrate'))
    .description("Alembic's revision graph for Drizzle and PostgreSQL")
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .commandsGroup('Look:')
    .helpCommand('help [topic]', 'print the help of a command or topic')
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureOutput({ writeOut: (text) => void write(text), writeErr: () => undefined })
    .addHelpText('before', COMMONEST)
    .addHelpText('after', PROGRAM_EXAMPLES)
    .addHelpText('afterAll', ({ command }) => (command.parent === null ? '' : COMMAND_END));
}

/** A command of the table, without the definitions in its own module. */
export function declareCommand(program: Command, { name, group, summary, hidden }: CommandEntry): Command {
  return program
    .command(name, { hidden: hidden === true })
    .description(summary)
    .helpGroup(`${group}:`);
}

const COMMAND_END = 'Every command also takes --slice, --url, --env, --json, --quiet and others: migrate --help';

const COMMONEST = `Most common:
  migrate revision -m "add title"   write a revision from what changed in the schemas, proven
  migrate upgrade heads             bring the database to the newest revision of every slice
  migrate status                    what is applied, pending or wrong
  migrate downgrade -1              revert the revision that was applied last
`;

const PROGRAM_EXAMPLES = `
Examples:
  migrate --slice events           the same as: migrate upgrade events@head
  migrate downgrade events@-1      revert the last revision of one slice
  migrate history -r events@base:  the revisions of a slice

Topics: migrate help targets, migrate help heads, migrate help config, migrate help exit-codes

The database: --url, --env, DATABASE_URL, SERVICE_CONFIG_PATH, migrate.config.json, else (not in production) an embedded PostgreSQL.
Exit codes: 0 done, 1 failed, 2 usage, 3 a check found something, 4 another runner is busy, 130/143 stopped by a signal.
`;
