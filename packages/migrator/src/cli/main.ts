import { Command, CommanderError } from 'commander';
import { packageVersion } from '../config/package-version.ts';
import { UsageError } from '../errors/usage-errors.ts';
import type { CliCommand, CliOutput } from './cli-command.ts';
import { type CliIo, processIo } from './cli-io.ts';
import { COMMANDS } from './command-table.ts';
import { commandText } from './command-text.ts';
import { declareGlobals, type GlobalOptions } from './global-options.ts';
import { openContextFor } from './open-context-for.ts';
import { renderError } from './render-error.ts';
import { listenForSignals } from './signals.ts';
import { PLAIN, styleFor } from './style.ts';

/**
 * Runs one command line and resolves with its exit code; never throws. `--slice <label>` without a command means
 * `upgrade <label>@head`, which is what `nx run <slice>:migrate` calls.
 */
export async function main(argv: readonly string[], io: CliIo = processIo()): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    return await report(error instanceof CommanderError ? usageError(error) : error, argv, io);
  }
}

/** Prints a failure and gives its exit code. Asks the words for `--json`: a command line that cannot be parsed is answered in JSON, too. */
async function report(error: unknown, argv: readonly string[], io: CliIo): Promise<number> {
  const json = argv.includes('--json');
  const style = json ? PLAIN : await styleFor(io.stderr, io.env);
  const rendered = renderError(error, style, Boolean(io.env.BRAID_DEBUG));
  if (json) io.stdout.write(`${JSON.stringify(rendered.json)}\n`);
  else io.stderr.write(`${rendered.text}\n`);
  return rendered.exitCode;
}

async function dispatch(argv: readonly string[], io: CliIo): Promise<number> {
  const program = declareGlobals(new Command('migrate'))
    .description("Alembic's revision graph for Drizzle and PostgreSQL")
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: () => undefined });
  program.addHelpText('after', PROGRAM_EXAMPLES);

  const { operands } = program.parseOptions([...argv]);
  const globals = program.opts<GlobalOptions>();
  const named = operands[0] === 'help' ? operands[1] : operands[0];
  const chosen = named ?? (globals.slice === undefined || operands.length > 0 ? undefined : 'upgrade');
  let exitCode = 0;
  for (const entry of COMMANDS) {
    const command = program.command(entry.name).description(entry.summary);
    if (entry.name !== chosen) continue;
    const implementation = await entry.load();
    implementation.define(command);
    command.action(async () => {
      exitCode = await run(implementation, command, globals, io, argv);
    });
  }
  if (chosen === undefined && !argv.some((word) => word === '-h' || word === '--help')) {
    io.stdout.write(program.helpInformation());
    const hint = 'migrate --help lists the commands; migrate upgrade heads is the usual one.';
    throw new UsageError('No command was given.', hint);
  }
  const implied = chosen !== undefined && named === undefined ? [...argv, chosen] : [...argv];
  await program.parseAsync(implied, { from: 'user' });
  return exitCode;
}

async function run(
  implementation: CliCommand,
  command: Command,
  globals: GlobalOptions,
  io: CliIo,
  argv: readonly string[],
): Promise<number> {
  const signals = listenForSignals(io);
  const context = await openContextFor(
    globals,
    command.opts<Record<string, unknown>>(),
    io,
    signals,
    commandText(argv),
  );
  try {
    const output = await implementation.run({
      args: command.args,
      options: command.opts<Record<string, unknown>>(),
      context,
      slice: globals.slice,
    });
    await print(output, globals, io);
    return output.exitCode ?? 0;
  } catch (error) {
    const stopped = signals.exitCode();
    if (stopped === undefined) throw error;
    await report(error, argv, io);
    return stopped;
  } finally {
    await context.close();
    signals.stopListening();
  }
}

async function print(output: CliOutput, globals: GlobalOptions, io: CliIo): Promise<void> {
  if (globals.json) {
    io.stdout.write(`${JSON.stringify(output.result, null, 2)}\n`);
    return;
  }
  const text = output.text(await styleFor(io.stdout, io.env));
  if (text !== '') io.stdout.write(`${text}\n`);
}

function usageError(error: CommanderError): UsageError {
  const [first = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const suggestion = rest
    .join(' ')
    .trim()
    .replace(/^\((.*)\)$/, '$1');
  return new UsageError(first, suggestion === '' ? 'migrate --help lists commands and options.' : suggestion);
}

const PROGRAM_EXAMPLES = `
Examples:
  migrate upgrade heads            bring the database to the newest revision of every slice
  migrate --slice events           the same as: migrate upgrade events@head
  migrate downgrade events@-1      take back the last revision of one slice
  migrate status                   what is applied, pending or wrong
  migrate history -r events@base:  the revisions of a slice

The database: --url, --env, DATABASE_URL, SERVICE_CONFIG_PATH, migrate.config.json, else an embedded PostgreSQL.
Exit codes: 0 done, 1 failed, 2 usage, 3 a check found something, 4 another runner is busy, 130/143 stopped by a signal.
`;
