import { type ColumnEntity, entityId } from '../../../schema/entity/schema-entity.ts';
import type { PgCoreName } from './export-names.ts';
import type { FileScope } from './file-scope.ts';
import { tsString } from './ts-text.ts';

type Options = Readonly<Record<string, string | undefined>>;

/** Types without arguments, by their names in PostgreSQL. */
const PLAIN: ReadonlyMap<string, PgCoreName> = new Map([
  ...(
    [
      ...([
        'boolean',
        'cidr',
        'date',
        'inet',
        'integer',
        'json',
        'jsonb',
        'line',
        'macaddr',
        'macaddr8',
        'point',
      ] as const),
      ...(['real', 'serial', 'smallint', 'smallserial', 'text', 'uuid'] as const),
    ] as const
  ).map((name): [string, PgCoreName] => [name, name]),
  ['double precision', 'doublePrecision'],
]);

/** The function of drizzle-orm that makes a column of a type, with the column's name and the type's arguments. */
export function columnType({ name, facts: { type, typeSchema, dimensions } }: ColumnEntity, scope: FileScope): string {
  const array = '.array()'.repeat(dimensions ?? 0);
  if (typeSchema !== undefined) {
    const made = scope.use(entityId({ type: 'enum', schema: typeSchema, table: '', name: type }));
    return `${made}(${tsString(name)})${array}`;
  }
  const [made, options] = drizzleType(type) ?? [];
  if (made === undefined || options === undefined) {
    // Any other type, by its name in PostgreSQL; values are texts, as drivers return those of unknown types.
    return `${scope.core('customType')}<{ data: string }>({ dataType: () => ${tsString(type)} })(${tsString(name)})${array}`;
  }
  const given = Object.entries(options).flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}`]));
  const said = given.length === 0 ? '' : `, { ${given.join(', ')} }`;
  return `${scope.core(made)}(${tsString(name)}${said})${array}`;
}

function drizzleType(type: string): readonly [PgCoreName, Options] | undefined {
  const plain = PLAIN.get(type);
  if (plain !== undefined) return [plain, {}];
  // A number of JavaScript would lose digits.
  if (type === 'bigint' || type === 'bigserial') return [type, { mode: "'bigint'" }];
  const numeric = /^numeric(?:\((\d+),\s*(\d+)\))?$/.exec(type);
  if (numeric !== null)
    return ['numeric', { precision: numeric[1], scale: numeric[2] === '0' ? undefined : numeric[2] }];
  const text = /^(varchar|char)(?:\((\d+)\))?$/.exec(type);
  if (text !== null) return [text[1] === 'char' ? 'char' : 'varchar', { length: text[2] }];
  const time = /^(timestamp|time)(?:\((\d)\))?( with time zone)?$/.exec(type);
  if (time !== null) {
    const withTimezone = time[3] === undefined ? undefined : 'true';
    return [time[1] === 'time' ? 'time' : 'timestamp', { precision: time[2], withTimezone }];
  }
  const interval = /^interval( [a-z ]+?)?(?:\((\d)\))?$/.exec(type);
  if (interval === null) return undefined;
  const fields = interval[1] === undefined ? undefined : tsString(interval[1].trim());
  return ['interval', { fields, precision: interval[2] }];
}
