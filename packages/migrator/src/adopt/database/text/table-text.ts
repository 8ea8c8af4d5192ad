import { type EntityOf, entityId, ofType, type SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import { nameParts } from '../../../sql/names/name-parts.ts';
import { columnsOf, columnText } from './column-text.ts';
import { columnKeys } from './export-names.ts';
import type { FileScope } from './file-scope.ts';
import { tsKey, tsMember, tsString } from './ts-text.ts';

export interface TableRequest {
  /** Of all slices. */
  readonly entities: readonly SchemaEntity[];
  /** For drizzle-orm 0.x, which enables row-level security in another way. */
  readonly isStable: boolean;
  /** Whether a foreign key leads back to this table from one that it refers to: then TypeScript needs a type. */
  isInCircle(table: EntityOf<'table'>): boolean;
}

/** `pgTable('users', { … }, (table) => [ … ])`. */
export function tableText(table: EntityOf<'table'>, request: TableRequest, scope: FileScope): string {
  const { schema, name } = table;
  const own = request.entities.filter((each) => each.schema === schema && each.table === name);
  const columns = columnsOf(own, schema, name);
  const keys = columnKeys(columns.map((column) => column.name));
  const [primary] = ofType(own, 'primary-key');
  const isInline = primary?.facts.columns.length === 1 && primary.name === `${name}_pkey`;
  const inline = isInline ? primary.facts.columns[0] : undefined;
  const lines = columns.map(
    (column) =>
      `  ${tsKey(keys.get(column.name) ?? column.name)}: ${columnText(column, column.name === inline, scope)},\n`,
  );
  const local = (column: string): string => tsMember('table', keys.get(column) ?? column);
  const parts = own.flatMap((part) => (part === primary && isInline ? [] : partText(part, local, request, scope)));
  const type = request.isInCircle(table) ? `: ${scope.core('type PgTableExtraConfigValue').slice(5)}[]` : '';
  const extra = parts.length === 0 ? '' : `, (table)${type} => [\n${parts.map((part) => `  ${part},\n`).join('')}]`;
  const made = schema === 'public' ? scope.core('pgTable') : `${schemaName(schema, scope)}.table`;
  const isProtected = table.facts.isRlsEnabled === true;
  const call = isProtected && !request.isStable ? `${made}.withRLS` : made;
  return `${call}(${tsString(name)}, {\n${lines.join('')}}${extra})${isProtected && request.isStable ? '.enableRLS()' : ''}`;
}

export function schemaName(schema: string, scope: FileScope): string {
  return scope.use(entityId({ type: 'schema', schema: '', table: '', name: schema }));
}

type Local = (column: string) => string;

function partText(part: SchemaEntity, local: Local, request: TableRequest, scope: FileScope): readonly string[] {
  const list = (columns: readonly string[]): string => columns.map(local).join(', ');
  const name = tsString(part.name);
  switch (part.type) {
    case 'primary-key':
      return [`${scope.core('primaryKey')}({ name: ${name}, columns: [${list(part.facts.columns)}] })`];
    case 'unique': {
      const distinct = part.facts.nullsNotDistinct === true ? '.nullsNotDistinct()' : '';
      return [`${scope.core('unique')}(${name}).on(${list(part.facts.columns)})${distinct}`];
    }
    case 'foreign-key':
      return [foreignKeyText(part, local, request, scope)];
    case 'check':
      return [`${scope.core('check')}(${name}, ${scope.sql(part.facts.value)})`];
    case 'index':
      return [indexText(part, local, scope)];
    case 'policy':
      return [policyText(part, scope)];
    default:
      return [];
  }
}

function foreignKeyText(
  { schema, table, name, facts }: EntityOf<'foreign-key'>,
  local: Local,
  { entities }: TableRequest,
  scope: FileScope,
): string {
  const isSelf = facts.schemaTo === schema && facts.tableTo === table;
  const target = (): string =>
    scope.use(entityId({ type: 'table', schema: facts.schemaTo, table: '', name: facts.tableTo }));
  const keys = columnKeys(columnsOf(entities, facts.schemaTo, facts.tableTo).map((column) => column.name));
  const foreign = (column: string): string => (isSelf ? local(column) : tsMember(target(), keys.get(column) ?? column));
  const action = (method: string, value: string | null | undefined): string =>
    value == null ? '' : `.${method}(${tsString(value.toLowerCase())})`;
  const columns = facts.columns.map(local).join(', ');
  const to = facts.columnsTo.map(foreign).join(', ');
  const made = `${scope.core('foreignKey')}({ name: ${tsString(name)}, columns: [${columns}], foreignColumns: [${to}] })`;
  return `${made}${action('onUpdate', facts.onUpdate)}${action('onDelete', facts.onDelete)}`;
}

function indexText({ name, facts }: EntityOf<'index'>, local: Local, scope: FileScope): string {
  const parts = facts.columns.map(({ value, isExpression, asc, nullsFirst, opclass }) => {
    if (isExpression === true) return scope.sql(value);
    const nulls = nullsFirst === true ? '.nullsFirst()' : '.nullsLast()';
    const order = asc === false ? `.desc()${nulls}` : nullsFirst === true ? `.asc()${nulls}` : '';
    const op = typeof opclass?.name === 'string' ? `.op(${tsString(opclass.name)})` : '';
    return `${local(value)}${order}${op}`;
  });
  const made = `${scope.core(facts.isUnique === true ? 'uniqueIndex' : 'index')}(${tsString(name)})`;
  const method = facts.method ?? 'btree';
  const on = method === 'btree' ? `.on(${parts.join(', ')})` : `.using(${tsString(method)}, ${parts.join(', ')})`;
  return `${made}${on}${facts.where === undefined ? '' : `.where(${scope.sql(facts.where)})`}`;
}

function policyText({ name, facts }: EntityOf<'policy'>, scope: FileScope): string {
  const roles = facts.roles.map((role) => nameParts(role)[0] ?? role);
  const settings = [
    ...(facts.as === 'RESTRICTIVE' ? ["as: 'restrictive'"] : []),
    ...(facts.for === 'ALL' || facts.for === undefined ? [] : [`for: ${tsString(facts.for.toLowerCase())}`]),
    ...(roles.join() === 'public' ? [] : [`to: [${roles.map(tsString).join(', ')}]`]),
    ...(facts.using === undefined ? [] : [`using: ${scope.sql(facts.using)}`]),
    ...(facts.withCheck === undefined ? [] : [`withCheck: ${scope.sql(facts.withCheck)}`]),
  ];
  const said = settings.length === 0 ? '' : `, { ${settings.join(', ')} }`;
  return `${scope.core('pgPolicy')}(${tsString(name)}${said})`;
}
