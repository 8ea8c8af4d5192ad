import { type Command, InvalidArgumentError, Option } from 'commander';
import { type LogLevel, parseLogLevel } from './log-level.ts';

/** Options that every command takes, before or after its name. */
export interface GlobalOptions {
  readonly slice?: string;
  readonly url?: string;
  readonly env?: string;
  readonly embedded?: boolean;
  readonly config?: string;
  /** Run a configuration that is code, even for a command that otherwise runs none. */
  readonly runConfig?: boolean;
  readonly workspace?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  /** How much is printed on standard error; `error` is the same as `quiet`. */
  readonly logLevel?: LogLevel;
  /** The file to which all `debug` output is appended. */
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
    .addOption(new Option('--config <file>', 'the configuration file, relative to the workspace'))
    .addOption(new Option('--run-config', 'run a configuration that is code'))
    .addOption(new Option('-C, --workspace <folder>', 'the workspace; default: found upwards from here'))
    .addOption(new Option('--json', 'print the result as JSON, progress as JSON lines'))
    .addOption(new Option('-q, --quiet', 'print no progress'))
    .addOption(
      new Option('--log-level <level>', 'error, info, or debug (-v) with statements')
        .argParser(parseLogLevel)
        .conflicts('quiet'),
    )
    .addOption(new Option('--log-file <file>', 'append all debug output to a file'))
    .addOption(new Option('--no-input', 'never ask; an error names the options that answer'))
    .addOption(new Option('-x <key=value>', 'for data revisions and configuration; repeatable').argParser(keyValue));
}

/** Otherwise the last of two values would silently win. */
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
