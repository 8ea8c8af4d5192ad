import { isCi } from '../config/database/is-ci.ts';
import type { CliIo, CliTerminal } from './cli-io.ts';
import type { GlobalOptions } from './options/global-options.ts';

/**
 * The terminal at which somebody can be asked: standard input and standard error are one, and neither `--json`,
 * `--no-input`, `CI` nor `TERM=dumb` say that a program reads along.
 */
export function personAt(globals: GlobalOptions, io: CliIo): CliTerminal | undefined {
  const nobody = globals.json === true || globals.input === false || isCi(io.env) || io.env.TERM === 'dumb';
  return nobody ? undefined : io.terminal;
}
