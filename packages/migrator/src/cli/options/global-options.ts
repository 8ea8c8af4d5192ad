import { type Command, InvalidArgumentError, Option } from 'commander';
import { type LogLevel, parseLogLevel } from './log-level.ts';

/** Options that every command takes, before or after its name. */
export interface GlobalOptions {
  readonly slice?: string;
  readonly url?: string;
  readonly env?: string;
  readonly embedded?: boolean;
  readonly config?: string;
  /** Run a configuration that is code, also for a command that runs none. */
  readonly runConfig?: boolean;
  readonly workspace?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  /** How much is told on standard error; `error` is what `quiet` says. */
  readonly logLevel?: LogLevel;
  /** Everything that `debug` tells is appended to it. */
  readonly logFile?: string;
  /** False with `--no-input`. */
  readonly input?: boolean;
  /** `-x key=value`. */
  readonly x?: Readonly<Record<string, string>>;
}

export function declareGlobals(program: Command): Command {
  return program
    .addOption(new Option('--slice <label>', 'limit the command to one slice').argParser(once))
    .addOption(new Option('--url <url>', 'the database: postgres://user@host:5432/database').conflicts('env'))
    .addOption(new Option('--env <name>', 'an environment of migrate.config.json').argParser(once))
    .addOption(new Option('--embedded', 'the embedded PostgreSQL, also in production').conflicts(['url', 'env']))
    .addOption(new Option('--config <file>', 'the configuration file, seen from the workspace'))
    .addOption(new Option('--run-config', 'run a configuration that is code'))
    .addOption(new Option('-C, --workspace <folder>', 'the workspace; default: found upwards from here'))
    .addOption(new Option('--json', 'print the result as JSON, progress as JSON lines'))
    .addOption(new Option('-q, --quiet', 'print no progress'))
    .addOption(
      new Option('--log-level <level>', 'error, info, or debug (-v) with statements')
        .argParser(parseLogLevel)
        .conflicts('quiet'),
    )
    .addOption(new Option('--log-file <file>', 'append all that debug tells to a file'))
    .addOption(new Option('--no-input', 'never ask; an error names the flags that answer'))
    .addOption(new Option('-x <key=value>', 'for data revisions and configuration; repeatable').argParser(keyValue));
}

/** The last of two would win, and nobody would be told that the first was not looked at. */
function once(value: string, before?: string): string {
  if (before !== undefined && before !== value) throw new InvalidArgumentError('Give it once.');
  return value;
}

/** Collects `-x a=1 -x b=2`; without `=` the value is empty, as with Alembic. */
function keyValue(text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const sign = text.indexOf('=');
  const key = sign < 0 ? text : text.slice(0, sign);
  if (key === '') throw new InvalidArgumentError('Write key=value.');
  return { ...before, [key]: sign < 0 ? '' : text.slice(sign + 1) };
}
