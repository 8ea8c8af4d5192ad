import { cutName } from '../../sql/names/cut-name.ts';
import { nameParts } from '../../sql/names/name-parts.ts';
import { type ColumnType, columnType } from '../entity/column-type.ts';
import { type ColumnEntity, withFacts } from '../entity/schema-entity.ts';

/** Types whose names and arguments are read here; for any other, only the server knows the name. */
const KNOWN: ReadonlySet<string> = new Set([
  'smallint',
  'integer',
  'bigint',
  'numeric',
  'real',
  'double precision',
  'boolean',
  'text',
  'varchar',
  'char',
  'uuid',
  'date',
  'timestamp',
  'timestamp with time zone',
  'time',
  'time with time zone',
  'json',
  'jsonb',
]);

/**
 * The type that PostgreSQL gave a column, if it differs from the declared one: it lowers the precision of a
 * `timestamp(9)` with only a warning. `undefined` if it is the same, and if only the server knows.
 *
 * @param printed by `format_type`
 */
export function typeBuilt(column: ColumnEntity, printed: string): string | undefined {
  const [, base = printed, brackets = ''] = /^(.*?)((?:\[\])*)$/.exec(printed) ?? [];
  const isArray = (column.facts.dimensions ?? 0) > 0;
  const other = `its type is ${printed}`;
  if (isArray !== (brackets !== '')) return /\[\d*\]/.test(column.facts.type) ? undefined : other;
  const { type, typeSchema } = column.facts;
  if (typeSchema !== undefined) {
    const built = nameParts(base);
    return [cutName(typeSchema), cutName(type)].join('\0') === built.join('\0') ? undefined : other;
  }
  const declared = columnType(withFacts(column, { dimensions: undefined }));
  if (!KNOWN.has(declared.name)) return undefined;
  const built = columnType(withFacts(column, { type: base, dimensions: undefined }));
  return spelled(declared) === spelled(built) ? undefined : other;
}

function spelled({ name, arguments: given }: ColumnType): string {
  const plain = name.replace(/ without time zone$/, '');
  if (plain === 'char' && given.length === 0) return 'char(1)';
  if (plain === 'numeric' && given.length === 1) return `numeric(${given[0]},0)`;
  return `${plain}(${given.join()})`;
}
