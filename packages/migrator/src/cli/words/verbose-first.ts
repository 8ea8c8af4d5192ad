import type { Option } from 'commander';
import { operandPlaces } from '../complete/operands.ts';

/**
 * The command line with `--log-level debug` for each `-v` before the command. After the command, `-v` is the command's
 * own option: some commands show more with it, as in Alembic.
 */
export function withVerboseFirst(argv: readonly string[], options: readonly Option[]): readonly string[] {
  const [command = argv.length] = operandPlaces(options, argv);
  return argv.flatMap((word, at) =>
    word === '-v' && at < command && !isValue(argv[at - 1], options) ? ['--log-level', 'debug'] : [word],
  );
}

/** Whether the word before is an option that takes the next one. */
function isValue(before: string | undefined, options: readonly Option[]): boolean {
  const option = options.find(({ long, short }) => before === long || before === short);
  return before !== undefined && option !== undefined && (option.required || option.optional);
}
