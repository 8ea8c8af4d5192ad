import { type ColumnEntity, ofType, type SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import type { IdentityFacts } from '../../../schema/facts/entity-facts.ts';
import { readLiteral } from '../../../sql/names/read-literal.ts';
import { outerCast } from '../../../sql/text/outer-cast.ts';
import { columnType } from './column-type.ts';
import type { FileScope } from './file-scope.ts';
import { tsString } from './ts-text.ts';

/** The value of a column's property in a table: `integer('id').notNull()`. */
export function columnText(column: ColumnEntity, isKey: boolean, scope: FileScope): string {
  const { facts } = column;
  const isSerial = /serial$/.test(facts.type);
  return [
    columnType(column, scope),
    isKey ? '.primaryKey()' : '',
    facts.notNull === true && !isKey && !isSerial && facts.identity === undefined ? '.notNull()' : '',
    facts.default === undefined ? '' : defaultText(column, facts.default, scope),
    facts.identity === undefined ? '' : identityText(column, facts.identity),
    facts.generated === undefined ? '' : `.generatedAlwaysAs(${scope.sql(facts.generated.as)})`,
  ].join('');
}

/** Values that TypeScript and SQL write alike become values, everything else stays an SQL expression. */
function defaultText({ facts }: ColumnEntity, sql: string, scope: FileScope): string {
  const { type, typeSchema, dimensions } = facts;
  if (dimensions === undefined) {
    if (/^(?:timestamp|date|time\b)/.test(type) && sql === 'now()') return '.defaultNow()';
    if (type === 'uuid' && sql === 'gen_random_uuid()') return '.defaultRandom()';
    if (type === 'boolean' && /^(?:true|false)$/.test(sql)) return `.default(${sql})`;
    if (/^(?:integer|smallint)$/.test(type) && /^\d{1,9}$/.test(sql)) return `.default(${sql})`;
    const literal = readLiteral(outerCast(sql)?.value ?? sql);
    if (literal !== undefined && (typeSchema !== undefined || /^(?:text|varchar.*)$/.test(type)))
      return `.default(${tsString(literal)})`;
  }
  return `.default(${scope.sql(sql)})`;
}

const LARGEST: ReadonlyMap<string, string> = new Map([
  ['smallint', '32767'],
  ['integer', '2147483647'],
  ['bigint', '9223372036854775807'],
]);

/** Only with options that differ from PostgreSQL's defaults. */
function identityText({ table, name, facts }: ColumnEntity, identity: IdentityFacts): string {
  const settings = [
    ['name', identity.name, `${table}_${name}_seq`],
    ['startWith', identity.startWith, '1'],
    ['increment', identity.increment, '1'],
    ['minValue', identity.minValue, '1'],
    ['maxValue', identity.maxValue, LARGEST.get(facts.type)],
  ] as const;
  const said = settings.flatMap(([key, value, usual]) =>
    typeof value === 'string' && value !== usual ? [`${key}: ${tsString(value)}`] : [],
  );
  if (Number(identity.cache ?? 1) !== 1) said.push(`cache: ${Number(identity.cache)}`);
  if (identity.cycle === true) said.push('cycle: true');
  const how = identity.type === 'always' ? 'generatedAlwaysAsIdentity' : 'generatedByDefaultAsIdentity';
  return `.${how}(${said.length === 0 ? '' : `{ ${said.join(', ')} }`})`;
}

/** The columns of one table or view, in order. */
export function columnsOf(entities: readonly SchemaEntity[], schema: string, table: string): readonly ColumnEntity[] {
  return ofType(entities, 'column').filter((each) => each.schema === schema && each.table === table);
}
