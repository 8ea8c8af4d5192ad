import { type ColumnType, columnType } from '../entity/column-type.ts';
import type { ColumnEntity } from '../entity/schema-entity.ts';
import { TableKey } from '../entity/table-key.ts';
import { cutAsText } from './text-effect.ts';

/** The effect of a type change on values: some lose something, some make it fail. */
export interface TypeEffect {
  readonly lossy?: string;
  readonly rows?: string;
}

const INTEGERS = ['smallint', 'integer', 'bigint'];
const FLOATS = ['real', 'double precision'];
const NUMBERS = [...INTEGERS, ...FLOATS, 'numeric'];
const TEXTS = ['char', 'varchar', 'text'];
const TIMES = ['timestamp', 'timestamp with time zone'];
const BITS = ['bit', 'bit varying'];

/** The number of digits of a type. */
const DIGITS: Readonly<Record<string, number>> = { smallint: 5, integer: 10, bigint: 19 };
/** The number of decimal digits that survive in a floating-point type. */
const EXACT: Readonly<Record<string, number>> = { real: 6, 'double precision': 15 };

/** The number of digits before the point that such a type can store. */
const RANGE: Readonly<Record<string, number>> = { real: 38, 'double precision': 308 };

/** Pairs of types, from → to, in which every value fits. */
const WIDER: ReadonlySet<string> = new Set([
  'real double precision',
  'smallint real',
  'boolean integer',
  'cidr inet',
  'jsonb json',
  'date timestamp',
  'date timestamp with time zone',
  'interval day to second interval',
]);

/**
 * The effect on the values of a column, named by `path`; `undefined` if every value stays the same.
 *
 * @param values of the enum that the column has left, where they are known
 */
export function classifyTypeChange(
  before: ColumnEntity,
  after: ColumnEntity,
  path: string,
  values?: readonly string[],
): TypeEffect | undefined {
  const [a, b] = [columnType(before), columnType(after)];
  if (a.dimensions !== b.dimensions) {
    return b.dimensions > a.dimensions
      ? { rows: `values of ${path} that are no array literal` }
      : { lossy: `${path} as arrays` };
  }
  if (a.schema !== '' || b.schema !== '') return enumEffect(a, b, path, values);
  // A type of an extension: the same text, compared in another way.
  if (b.name === 'citext' && [...TEXTS, 'citext'].includes(a.name)) return undefined;
  if (TEXTS.includes(b.name)) return lossyOnly(cutAsText(a, b, path));
  if (a.name === b.name) return narrowed(a, b, path);
  if (TEXTS.includes(a.name) && b.name === 'json') return { rows: cannotBecome(b, path) };
  // '007' and 'yes' come back as '7' and 'true'.
  if (TEXTS.includes(a.name) || a.name === 'citext') {
    return { lossy: `the spelling of values of ${path}`, rows: cannotBecome(b, path) };
  }
  const isFractional = b.name === 'interval' && b.arguments.length > 0;
  if (WIDER.has(`${a.name} ${b.name}`) && !isFractional) return undefined;
  if (INTEGERS.includes(a.name)) return fromInteger(a, b, path);
  if (NUMBERS.includes(a.name) && NUMBERS.includes(b.name)) {
    const [precision, scale = 0] = a.arguments;
    if (precision !== undefined && precision <= (EXACT[b.name] ?? 0)) return undefined;
    const takesAll =
      b.name === 'numeric'
        ? b.arguments.length === 0
        : precision !== undefined && precision - scale <= (RANGE[b.name] ?? 0);
    return {
      lossy: `digits of ${path}`,
      ...(takesAll ? {} : { rows: `values of ${path} out of the range of ${typeName(b)}` }),
    };
  }
  // The instants stay the same in the time zone of the session that runs it.
  if (TIMES.includes(a.name) && TIMES.includes(b.name)) return narrowed({ ...a, name: b.name }, b, path);
  if (TIMES.includes(a.name) && b.name === 'date') return { lossy: `the time of day of ${path}` };
  if (a.name === 'json' && b.name === 'jsonb') return { lossy: `blanks, key order and repeated keys of ${path}` };
  const isClock = a.name === 'time' && b.name.startsWith('interval');
  if (isClock || (BITS.includes(a.name) && BITS.includes(b.name)))
    return { lossy: `what ${typeName(b)} cannot hold of ${path}` };
  return { lossy: `what ${typeName(b)} cannot hold of ${path}`, rows: cannotBecome(b, path) };
}

function enumEffect(
  a: ColumnType,
  b: ColumnType,
  path: string,
  values: readonly string[] | undefined,
): TypeEffect | undefined {
  if (a.schema === b.schema && a.name === b.name) return undefined;
  if (b.schema !== '') return { rows: `values of ${path} that are none of ${TableKey.of(b.schema, b.name).path}` };
  if (!TEXTS.includes(b.name)) return { rows: cannotBecome(b, path) };
  return lossyOnly(cutAsText(a, b, path, values));
}

function fromInteger(a: ColumnType, b: ColumnType, path: string): TypeEffect | undefined {
  if (INTEGERS.includes(b.name)) {
    return INTEGERS.indexOf(b.name) > INTEGERS.indexOf(a.name)
      ? undefined
      : { rows: `values of ${path} too big for ${b.name}` };
  }
  if (b.name === 'numeric') {
    const [precision, scale = 0] = b.arguments;
    const fits = precision === undefined || precision - scale >= (DIGITS[a.name] ?? 0);
    return fits ? undefined : { rows: `values of ${path} too big for ${typeName(b)}` };
  }
  if (b.name === 'double precision' && a.name !== 'bigint') return undefined;
  if (FLOATS.includes(b.name)) return { lossy: `digits of ${path}` };
  if (b.name === 'boolean') return { lossy: `numbers of ${path} other than 0 and 1` };
  if (BITS.includes(b.name)) return { lossy: `what ${typeName(b)} cannot hold of ${path}` };
  return { rows: cannotBecome(b, path) };
}

/** Judges a change to another length or precision of the same type. */
function narrowed(a: ColumnType, b: ColumnType, path: string): TypeEffect | undefined {
  const [oldLength, oldScale = 0] = a.arguments;
  const [length, scale = 0] = b.arguments;
  if (b.name === 'bit') return lengthOf(a) <= lengthOf(b) ? undefined : cutBits(b, path);
  if (length === undefined) return undefined;
  const isWider = oldLength !== undefined && oldLength <= length;
  if (b.name === 'bit varying') return isWider ? undefined : cutBits(b, path);
  if (b.name !== 'numeric') return isWider || length >= 6 ? undefined : { lossy: `fractions of ${path}` };
  const lossy = oldLength === undefined || scale < oldScale ? { lossy: `digits of ${path} behind place ${scale}` } : {};
  const fits = oldLength !== undefined && length - scale >= oldLength - oldScale;
  const rows = fits ? {} : { rows: `values of ${path} with more than ${length - scale} digits before the point` };
  return 'lossy' in lossy || 'rows' in rows ? { ...lossy, ...rows } : undefined;
}

function lengthOf({ arguments: [length = 1] }: ColumnType): number {
  return length;
}

function cutBits(b: ColumnType, path: string): TypeEffect {
  return { lossy: `the end of values of ${path} longer than ${lengthOf(b)} bits` };
}

function lossyOnly(lossy: string | undefined): TypeEffect | undefined {
  return lossy === undefined ? undefined : { lossy };
}

function cannotBecome(b: ColumnType, path: string): string {
  return `values of ${path} that cannot become ${typeName(b)}`;
}

function typeName({ name, arguments: parts, dimensions }: ColumnType): string {
  return `${name}${parts.length === 0 ? '' : `(${parts.join(',')})`}${'[]'.repeat(dimensions)}`;
}
