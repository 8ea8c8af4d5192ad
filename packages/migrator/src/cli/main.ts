import { resolve } from 'node:path';
import { type Command, CommanderError } from 'commander';
import { explainHeads } from '../commands/shared/heads/explain-heads.ts';
import { hasPassword } from '../conninfo/has-password.ts';
import { UsageError } from '../errors/usage/usage-error.ts';
import { withWorkbench } from '../wiring/with-workbench.ts';
import type { CliCommand, CliOutput, ContextCommand, Invocation } from './cli-command.ts';
import { type CliIo, processIo } from './cli-io.ts';
import type { CliStream } from './cli-stream.ts';
import { COMMANDS } from './command-table.ts';
import { EXIT_CODES } from './exit-code.ts';
import { explainTopic } from './help/explain-topic.ts';
import { liveMode, openLive } from './live/open-live.ts';
import type { CommandLog } from './log/command-log.ts';
import type { GlobalOptions } from './options/global-options.ts';
import { declareVerbose, logLevelOf } from './options/log-level.ts';
import { textOption } from './options/option-values.ts';
import { declareCommand, newProgram } from './program.ts';
import { type ScreenIo, screenOf } from './screen.ts';
import { listenForSignals } from './signals.ts';
import { commandText } from './text/command-text.ts';
import { PLAIN, styleFor } from './text/style.ts';
import { asTyped } from './words/as-typed.ts';
import { givenWords } from './words/given-words.ts';
import { withOwnNames } from './words/own-names.ts';
import { requireFitting } from './words/require-fitting.ts';
import { usageError } from './words/usage-error.ts';
import { withVerboseFirst } from './words/verbose-first.ts';
import { workbenchOptions } from './workbench-options.ts';

/**
 * Runs one command line and resolves with its exit code; never throws. `--slice <label>` without a command means
 * `upgrade <label>@head`, which is what `nx run <slice>:migrate` calls. Without arguments it uses those of
 * `MIGRATION_COMMAND`.
 */
export async function main(given: readonly string[], world: CliIo = processIo()): Promise<number> {
  const io = screenOf(world);
  let argv = given;
  const help = { write: (text: string) => io.stdout.write(helpAsTyped(text, io)) };
  const program = newProgram(help.write);
  try {
    argv = withVerboseFirst(withOwnNames(givenWords(given, io.env), program.options), program.options);
    return await dispatch(program, argv, io, help);
  } catch (error) {
    if (!(error instanceof CommanderError)) return await report(error, argv, io);
    return error.exitCode === 0 ? 0 : await report(usageError(error, knownWords(program, argv)), argv, io);
  }
}

function helpAsTyped(text: string, { program }: ScreenIo): string {
  return program === undefined ? text : asTyped(text, program());
}

function knownWords({ commands, options }: Command, argv: readonly string[]) {
  return {
    commands: COMMANDS.flatMap(({ name, hidden }) => (hidden === true ? [] : [name])),
    // Only the command that runs has its arguments and options here.
    command: commands
      .find((one) => argv.includes(one.name()) && one.registeredArguments.length + one.options.length > 0)
      ?.name(),
    options: [...options, ...commands.flatMap((command) => command.options)].flatMap(({ long }) => long ?? []),
  };
}

/**
 * Prints a failure and returns its exit code. Looks for `--json` among the raw words, so that even a command line that
 * cannot be parsed is answered in JSON.
 */
async function report(error: unknown, argv: readonly string[], io: ScreenIo): Promise<number> {
  const json = argv.includes('--json');
  const style = json ? PLAIN : await styleFor(io.stderr, io);
  const { renderError } = await import('./text/error/render-error.ts');
  const rendered = renderError(error, style, Boolean(io.env.BRAID_DEBUG), io.stderr.columns);
  if (json) io.stdout.write(`${JSON.stringify(rendered.json)}\n`);
  else io.stderr.write(`${rendered.text}\n`);
  return rendered.exitCode;
}

async function dispatch(program: Command, argv: readonly string[], io: ScreenIo, help: CliStream): Promise<number> {
  // No shell can pass it, but a calling program can, and no file has such a name.
  if (argv.some((word) => word.includes('\0'))) {
    throw new UsageError({ problem: 'nul-in-argument' });
  }
  const { operands, unknown } = program.parseOptions([...argv]);
  const globals = program.opts<GlobalOptions>();
  const asksHelp = operands[0] === 'help';
  const named = asksHelp ? operands[1] : operands[0];
  const chosen = named ?? (globals.slice === undefined || operands.length > 0 ? undefined : 'upgrade');
  let exitCode = 0;
  const known = COMMANDS.filter(({ name }) => name === chosen);
  // The others are only declared for help that lists them, and for a word that is none of them: it takes a millisecond.
  for (const entry of asksHelp || known.length === 0 ? COMMANDS : known) {
    const command = declareCommand(program, entry);
    if (entry.name !== chosen) continue;
    const implementation = await entry.load();
    implementation.define(command);
    declareVerbose(command);
    command.action(async () => {
      exitCode = await run(implementation, command, globals, io, argv);
    });
  }
  if (asksHelp && named === undefined) program.outputHelp();
  if (asksHelp && (named === undefined || (await explainTopic(program, named, help)))) return 0;
  if (chosen === undefined && !argv.some((word) => word === '-h' || word === '--help')) {
    const [flag] = unknown;
    if (flag !== undefined) throw new CommanderError(2, 'commander.unknownOption', `unknown option '${flag}'`);
    if (globals.json !== true) program.outputHelp();
    throw new UsageError({ problem: 'no-command' });
  }
  const implied = chosen !== undefined && named === undefined ? [...argv, chosen] : [...argv];
  await program.parseAsync(implied, { from: 'user' });
  return exitCode;
}

async function run(
  implementation: CliCommand,
  command: Command,
  given: GlobalOptions,
  io: ScreenIo,
  argv: readonly string[],
): Promise<number> {
  if (implementation.actions !== undefined) requireFitting(command, implementation.actions);
  const options = command.opts<Record<string, unknown>>();
  const globals = { ...given, quiet: logLevelOf(given, options) === 'error' };
  const named = globals.url === undefined ? globals.env && `--env ${globals.env}` : '--url';
  const invocation = { args: command.args, options, slice: globals.slice, named, io };
  if ('run' in implementation) return await runOnBench(implementation, command.name(), invocation, globals, io, argv);
  const output = await implementation.runAlone({ ...invocation, globals, commands: COMMANDS });
  await print(output, globals, io);
  return output.exitCode ?? 0;
}

/** Arguments of a process can be read by everybody on the machine, and shells write them to their history. */
const PASSWORD_IN_ARGUMENTS =
  'Others can see the password in the URL (`ps`, shell history). Name the database with DATABASE_URL, or keep the password in PGPASSWORD or ~/.pgpass.';

async function runOnBench(
  implementation: ContextCommand,
  command: string,
  invocation: Omit<Invocation, 'bench'>,
  globals: GlobalOptions,
  io: ScreenIo,
  argv: readonly string[],
): Promise<number> {
  const signals = listenForSignals(io);
  const runs = commandText(argv);
  const log = await logOf(globals, invocation.options, io, runs);
  const mode = implementation.ownsTerminal === true ? 'off' : liveMode(globals, io);
  const live = openLive(mode, io, await styleFor(io.stderr, io), command);
  let ended: number = EXIT_CODES.failed;
  try {
    const listeners = [live.onEvent, ...(log === undefined ? [] : [log.onEvent])];
    const told = { listeners, paused: live.paused.bind(live) };
    const { databaseOption } = implementation;
    const url = databaseOption === undefined ? undefined : textOption(invocation.options[databaseOption]);
    const given = await workbenchOptions(globals, invocation.options, io, signals, runs, told);
    const options = url === undefined ? given : { ...given, url, urlOption: `--${databaseOption}` };
    const mayBeEmpty = implementation.mayBeEmpty?.(invocation.args) === true;
    const configCode = implementation.runsNoCode === true && globals.runConfig !== true ? 'refuse' : 'run';
    const { readsIndex } = implementation;
    return await withWorkbench({ ...options, configCode, mayBeEmpty, readsIndex }, async (bench) => {
      try {
        const output = await implementation.run({ ...invocation, bench });
        live.close();
        await print(output, globals, io);
        await warnOfPassword(globals, url ?? globals.url, io);
        ended = output.exitCode ?? 0;
        if (implementation.answersFromFiles === true && ended === 0) io.answeredFromFiles?.();
        return ended;
      } catch (error) {
        throw await explainHeads(bench, error);
      }
    });
  } catch (error) {
    live.close();
    const stopped = signals.exitCode();
    if (stopped === undefined) throw error;
    await report(error, argv, io);
    ended = stopped;
    return stopped;
  } finally {
    signals.stopListening();
    log?.close(ended);
  }
}

/** `undefined` if no log was requested. */
async function logOf(
  globals: GlobalOptions,
  own: Readonly<Record<string, unknown>>,
  io: ScreenIo,
  runs: string,
): Promise<CommandLog | undefined> {
  const shows = logLevelOf(globals, own) === 'debug';
  if (!shows && globals.logFile === undefined) return undefined;
  const { openCommandLog } = await import('./log/command-log.ts');
  const debug = { stream: io.stderr, style: await styleFor(io.stderr, io), json: globals.json === true };
  const file = globals.logFile === undefined ? undefined : resolve(io.cwd, globals.logFile);
  return openCommandLog({ runs, file, debug: shows ? debug : undefined });
}

/** After the result, so that an error stays the first line. */
async function warnOfPassword({ quiet, json }: GlobalOptions, url: unknown, io: ScreenIo): Promise<void> {
  if (typeof url !== 'string' || quiet === true || json === true || !hasPassword(url)) return;
  const style = await styleFor(io.stderr, io);
  io.stderr.write(`${style.yellow('warning')} ${PASSWORD_IN_ARGUMENTS}\n`);
}

async function print(output: CliOutput, globals: GlobalOptions, io: ScreenIo): Promise<void> {
  if (globals.json) {
    io.stdout.write(`${JSON.stringify(output.result, null, 2)}\n`);
    return;
  }
  const text = output.text(output.isExact ? PLAIN : await styleFor(io.stdout, io));
  if (text === '') return;
  if (output.isExact) io.stdout.writeExact(`${text}\n`);
  else io.stdout.write(`${text}\n`);
}
