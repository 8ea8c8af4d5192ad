import { type Command, Option } from 'commander';
import type { ScriptResult } from '../../commands/shared/offline/script-result.ts';
import { UsageError } from '../../errors/usage/usage-error.ts';
import type { CliOutput } from '../cli-command.ts';

/** Options of the commands that can write a script instead of running. */
export function declareOffline(command: Command, options: { readonly skipData: boolean }): void {
  command
    .addOption(
      new Option('--sql', 'write an SQL script to standard output, without a database; takes from:to').conflicts([
        'plan',
        'planFile',
      ]),
    )
    .addOption(new Option('--from <symbols>', '--sql: where the database is, such as events@ae10,common@head'))
    .addOption(new Option('--from-file <file>', '--sql: the same, from the output of migrate status --json'));
  if (options.skipData) {
    command.addOption(new Option('--skip-data', '--sql: record data revisions (.ts) without running their code'));
  }
}

export interface OfflineOptions {
  readonly from: string | undefined;
  readonly fromFile: string | undefined;
  readonly skipData: boolean;
}

/** The options of a script; `undefined` without `--sql`. Throws `UsageError` when one of them is given without it. */
export function offlineOptions(options: Readonly<Record<string, unknown>>): OfflineOptions | undefined {
  const { sql, from, fromFile, skipData } = options;
  if (sql === true) {
    return {
      from: typeof from === 'string' ? from : undefined,
      fromFile: typeof fromFile === 'string' ? fromFile : undefined,
      skipData: skipData === true,
    };
  }
  const stray = Object.entries({ '--from': from, '--from-file': fromFile, '--skip-data': skipData });
  const first = stray.find(([, value]) => value !== undefined)?.[0];
  if (first !== undefined) {
    throw new UsageError({ problem: 'only-for-scripts', option: first });
  }
  return undefined;
}

/** A script as the output of a command: the script itself, or its result object with `--json`. */
export function scriptOutput(result: ScriptResult): CliOutput {
  return { result, text: () => result.sql.trimEnd(), isExact: true };
}
