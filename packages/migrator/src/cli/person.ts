import { isCi } from '../config/database/is-ci.ts';
import type { CliIo, CliTerminal } from './cli-io.ts';
import type { GlobalOptions } from './options/global-options.ts';

/**
 * The interactive terminal: standard input and standard error are terminals, and none of `--json`, `--no-input`, `CI`
 * and `TERM=dumb` is set.
 */
export function personAt(globals: GlobalOptions, io: CliIo): CliTerminal | undefined {
  const nobody = globals.json === true || globals.input === false || isCi(io.env) || io.env.TERM === 'dumb';
  return nobody ? undefined : io.terminal;
}
