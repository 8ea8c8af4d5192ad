import { type ColumnType, columnType } from '../entity/column-type.ts';
import type { ColumnEntity } from '../entity/schema-entity.ts';
import { TableKey } from '../entity/table-key.ts';

/** What a change of type does to values: some lose something, some make it fail. */
export interface TypeEffect {
  readonly lossy?: string;
  readonly rows?: string;
}

const INTEGERS = ['smallint', 'integer', 'bigint'];
const FLOATS = ['real', 'double precision'];
const TEXTS = ['char', 'varchar', 'text'];
const TIMES = ['timestamp', 'timestamp with time zone'];

/** The effect on the values of a column, named by `path`; `undefined` when every value stays as it is. */
export function classifyTypeChange(before: ColumnEntity, after: ColumnEntity, path: string): TypeEffect | undefined {
  const [a, b] = [columnType(before), columnType(after)];
  if (a.dimensions !== b.dimensions) {
    return b.dimensions > a.dimensions
      ? { rows: `values of ${path} that are no array literal` }
      : { lossy: `${path} as arrays` };
  }
  if (a.schema !== '' || b.schema !== '') return enumEffect(a, b, path);
  if (a.name === b.name) return narrowed(a, b, path);
  if (INTEGERS.includes(a.name)) return fromInteger(a, b, path);
  if (b.name === 'text' || (b.name === 'varchar' && b.arguments.length === 0)) return undefined;
  // Of an extension: the same text, compared otherwise.
  if (b.name === 'citext' && [...TEXTS, 'citext'].includes(a.name)) return undefined;
  if ([...TEXTS, 'citext'].includes(a.name) && (b.name === 'varchar' || b.name === 'char'))
    return narrowed({ ...a, name: b.name }, b, path);
  // '007' and 'yes' come back as '7' and 'true'.
  if (TEXTS.includes(a.name) || a.name === 'citext') {
    return { lossy: `the spelling of values of ${path}`, rows: `values of ${path} that cannot become ${typeName(b)}` };
  }
  if (TEXTS.includes(b.name)) return { rows: `values of ${path} that cannot become ${typeName(b)}` };
  if ([...FLOATS, 'numeric'].includes(a.name) && [...INTEGERS, ...FLOATS, 'numeric'].includes(b.name)) {
    if (a.name === 'real' && b.name === 'double precision') return undefined;
    return { lossy: `digits of ${path}`, rows: `values of ${path} out of the range of ${typeName(b)}` };
  }
  // The instants stay, read in the time zone of the session that runs it.
  if (TIMES.includes(a.name) && TIMES.includes(b.name)) return undefined;
  if (a.name === 'date' && TIMES.includes(b.name)) return undefined;
  if (TIMES.includes(a.name) && b.name === 'date') return { lossy: `the time of day of ${path}` };
  if (a.name === 'json' && b.name === 'jsonb') return { lossy: `blanks, key order and repeated keys of ${path}` };
  if (a.name === 'jsonb' && b.name === 'json') return undefined;
  return {
    lossy: `what ${typeName(b)} cannot hold of ${path}`,
    rows: `values of ${path} that cannot become ${typeName(b)}`,
  };
}

function enumEffect(a: ColumnType, b: ColumnType, path: string): TypeEffect | undefined {
  if (a.schema === b.schema && a.name === b.name) return undefined;
  if (b.schema !== '') return { rows: `values of ${path} that are none of ${TableKey.of(b.schema, b.name).path}` };
  if (!TEXTS.includes(b.name)) return { rows: `values of ${path} that cannot become ${typeName(b)}` };
  return b.name === 'text' ? undefined : narrowed({ ...a, name: b.name }, b, path);
}

function fromInteger(a: ColumnType, b: ColumnType, path: string): TypeEffect | undefined {
  if (INTEGERS.includes(b.name)) {
    return INTEGERS.indexOf(b.name) > INTEGERS.indexOf(a.name)
      ? undefined
      : { rows: `values of ${path} too big for ${b.name}` };
  }
  if (b.name === 'numeric' && b.arguments.length === 0) return undefined;
  if (b.name === 'numeric') return { rows: `values of ${path} too big for ${typeName(b)}` };
  if (b.name === 'text' || (b.name === 'varchar' && b.arguments.length === 0)) return undefined;
  if (b.name === 'double precision' && a.name !== 'bigint') return undefined;
  if (FLOATS.includes(b.name)) return { lossy: `digits of ${path}` };
  return TEXTS.includes(b.name)
    ? { lossy: `the end of values of ${path} longer than ${b.arguments[0] ?? 1} characters` }
    : { rows: `values of ${path} that cannot become ${typeName(b)}` };
}

/** The same type with another length or precision. */
function narrowed(a: ColumnType, b: ColumnType, path: string): TypeEffect | undefined {
  const [oldLength, oldScale = 0] = a.arguments;
  const [length, scale = 0] = b.arguments;
  if (length === undefined) return undefined;
  if (TEXTS.includes(b.name)) {
    // drizzle-kit casts, and a cast to varchar(n) cuts without a word.
    return oldLength !== undefined && oldLength <= length
      ? undefined
      : { lossy: `the end of values of ${path} longer than ${length} characters` };
  }
  if (b.name !== 'numeric') {
    return oldLength !== undefined && oldLength <= length ? undefined : { lossy: `fractions of ${path}` };
  }
  const lossy = oldLength === undefined || scale < oldScale ? { lossy: `digits of ${path} behind place ${scale}` } : {};
  const fits = oldLength !== undefined && length - scale >= oldLength - oldScale;
  const rows = fits ? {} : { rows: `values of ${path} with more than ${length - scale} digits before the point` };
  return 'lossy' in lossy || 'rows' in rows ? { ...lossy, ...rows } : undefined;
}

function typeName({ name, arguments: parts, dimensions }: ColumnType): string {
  return `${name}${parts.length === 0 ? '' : `(${parts.join(',')})`}${'[]'.repeat(dimensions)}`;
}
