import type { CliIo, CliTerminal } from './cli-io.ts';
import type { GlobalOptions } from './options/global-options.ts';

/**
 * The terminal at which somebody can be asked: standard input and standard error are one, and neither `--json`, `--no-input`, `CI` nor
 * `TERM=dumb` say that a program reads along.
 */
export function personAt(globals: GlobalOptions, io: CliIo): CliTerminal | undefined {
  const { CI, TERM } = io.env;
  const isCi = CI !== undefined && !['', '0', 'false'].includes(CI);
  return globals.json === true || globals.input === false || isCi || TERM === 'dumb' ? undefined : io.terminal;
}
