import type { ColumnType } from '../entity/column-type.ts';

/** The longest text of the values of each type. */
const LONGEST: Readonly<Record<string, number>> = {
  boolean: 5,
  smallint: 6,
  integer: 11,
  bigint: 20,
  real: 15,
  'double precision': 24,
  date: 15,
  time: 15,
  timestamp: 33,
  'timestamp with time zone': 39,
  uuid: 36,
  inet: 43,
  cidr: 43,
};

/**
 * What a conversion to text cuts off, as a cast to varchar(n) does silently; `undefined` if no value can be longer.
 *
 * @param values the values of an enum
 */
export function cutAsText(a: ColumnType, b: ColumnType, path: string, values?: readonly string[]): string | undefined {
  const [length = b.name === 'char' ? 1 : undefined] = b.arguments;
  if (length === undefined) return undefined;
  const longest = values === undefined ? longestText(a) : Math.max(...values.map((value) => [...value].length));
  return longest !== undefined && longest <= length
    ? undefined
    : `the end of values of ${path} longer than ${length} characters`;
}

function longestText({ schema, name, arguments: [length] }: ColumnType): number | undefined {
  if (schema !== '') return undefined;
  switch (name) {
    case 'char':
    case 'bit':
      return length ?? 1;
    case 'varchar':
    case 'bit varying':
      return length;
    // A sign, a zero and the decimal point.
    case 'numeric':
      return length === undefined ? undefined : length + 3;
    default:
      return LONGEST[name];
  }
}
