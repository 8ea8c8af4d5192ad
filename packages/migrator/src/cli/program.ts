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
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureOutput({ writeOut: (text) => void write(text), writeErr: () => undefined })
    .addHelpText('after', PROGRAM_EXAMPLES)
    .addHelpText('afterAll', ({ command }) => (command.parent === null ? '' : COMMAND_END));
}

/** A command of the table, without what its own module says of it. */
export function declareCommand(program: Command, { name, summary, hidden }: CommandEntry): Command {
  return program.command(name, { hidden: hidden === true }).description(summary);
}

const COMMAND_END = 'Every command also takes --slice, --url, --env, --json, --quiet and others: migrate --help';

const PROGRAM_EXAMPLES = `
Examples:
  migrate upgrade heads            bring the database to the newest revision of every slice
  migrate --slice events           the same as: migrate upgrade events@head
  migrate downgrade events@-1      revert the last revision of one slice
  migrate status                   what is applied, pending or wrong
  migrate history -r events@base:  the revisions of a slice

The database: --url, --env, DATABASE_URL, SERVICE_CONFIG_PATH, migrate.config.json, else (not in production) an embedded PostgreSQL.
Exit codes: 0 done, 1 failed, 2 usage, 3 a check found something, 4 another runner is busy, 130/143 stopped by a signal.
`;
