import type { Option } from 'commander';
import { COMMANDS } from '../command-table.ts';
import { operandPlaces } from '../complete/operands.ts';

/** The words of each alias, the longest first. */
const ALIASES = COMMANDS.flatMap(({ name, aliases = [] }) =>
  aliases.map((alias) => ({ name, words: alias.split(' ') })),
).sort((a, b) => b.words.length - a.words.length);

/**
 * The command line with an alias replaced by the command's own name: `migrate` by `upgrade`, `migrations list` by
 * `history`. After `help`, too.
 */
export function withOwnNames(argv: readonly string[], options: readonly Option[]): readonly string[] {
  const places = operandPlaces(options, argv);
  const own = argv[places[0] ?? -1] === 'help' ? places.slice(1) : places;
  const alias = ALIASES.find(({ words }) => words.every((word, at) => argv[own[at] ?? -1] === word));
  if (alias === undefined) return argv;
  const [first, ...more] = own.slice(0, alias.words.length);
  return argv.flatMap((word, at) => (at === first ? [alias.name] : more.includes(at) ? [] : [word]));
}
