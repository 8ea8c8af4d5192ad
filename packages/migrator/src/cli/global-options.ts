import { type Command, Option } from 'commander';

/** Options that every command takes, before or after its name. */
export interface GlobalOptions {
  readonly slice?: string;
  readonly url?: string;
  readonly env?: string;
  readonly config?: string;
  readonly workspace?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export function declareGlobals(program: Command): Command {
  return program
    .addOption(new Option('--slice <label>', 'limit the command to one slice'))
    .addOption(
      new Option('--url <url>', 'the database, as postgres://user:password@host:port/database').conflicts('env'),
    )
    .addOption(new Option('--env <name>', 'an environment of migrate.config.json'))
    .addOption(new Option('--config <file>', 'the configuration file, relative to the workspace'))
    .addOption(new Option('-C, --workspace <folder>', 'the workspace; default: found upwards from here'))
    .addOption(new Option('--json', 'print the result as JSON; progress goes to standard error as JSON lines'))
    .addOption(new Option('-q, --quiet', 'print no progress'));
}
