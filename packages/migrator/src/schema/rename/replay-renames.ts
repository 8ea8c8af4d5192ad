import { canonicalJson } from '../entity/canonical-json.ts';
import type { CatalogValue } from '../entity/catalog.ts';
import { isRecord } from '../entity/is-record.ts';
import { entityId, listFact, type SchemaEntity, textFact, withFacts } from '../entity/schema-entity.ts';
import { renameIdentifier } from '../mend/mentions.ts';
import { type Rename, same } from './rename.ts';

/**
 * The entities after the renames, in the same order and number (what no rename touches is the same object): what carries a new name, and all that refers to it by name (columns of
 * an enum, keys, indexes, policies, expressions on the table), as PostgreSQL follows a rename by itself. Bodies of views stay: their
 * columns keep the names that they had.
 */
export function replayRenames(entities: readonly SchemaEntity[], renames: readonly Rename[]): readonly SchemaEntity[] {
  return renames.reduce((list, rename) => list.map((entity) => kept(entity, replay(entity, rename))), entities);
}

function kept(before: SchemaEntity, after: SchemaEntity): SchemaEntity {
  const isSame =
    before === after ||
    (entityId(before) === entityId(after) && canonicalJson(before.facts) === canonicalJson(after.facts));
  return isSame ? before : after;
}

function replay(entity: SchemaEntity, rename: Rename): SchemaEntity {
  switch (rename.kind) {
    case 'schema':
      return replaySchema(entity, rename);
    case 'role':
      return replayRole(entity, rename);
    case 'enum':
      return replayEnum(entity, rename);
    case 'enum-value':
      return replayEnumValue(entity, rename);
    case 'table':
      return replayTable(entity, rename);
    case 'column':
      return replayColumn(entity, rename);
    case 'sequence':
    case 'view':
      return entity.type === rename.kind && same([entity.schema, entity.name], rename.from)
        ? relocated(entity, rename)
        : entity;
    default: {
      const hit = entity.type === rename.kind && same([entity.schema, entity.table, entity.name], rename.from);
      return hit ? { ...entity, name: rename.to[2] ?? entity.name } : entity;
    }
  }
}

function relocated(entity: SchemaEntity, { to }: Rename): SchemaEntity {
  return { ...entity, schema: to[0] ?? entity.schema, name: to[1] ?? entity.name };
}

function replaySchema(entity: SchemaEntity, { from: [old = ''], to: [name = ''] }: Rename): SchemaEntity {
  if (entity.type === 'schema') return entity.name === old ? { ...entity, name } : entity;
  const moved = entity.schema === old ? { ...entity, schema: name } : entity;
  const withType = textFact(moved, 'typeSchema') === old ? withFacts(moved, { typeSchema: name }) : moved;
  const linked = textFact(withType, 'schemaTo') === old ? withFacts(withType, { schemaTo: name }) : withType;
  return entity.type === 'view' ? linked : mapExpressions(linked, old, name);
}

function replayRole(entity: SchemaEntity, { from: [old = ''], to: [name = ''] }: Rename): SchemaEntity {
  if (entity.type === 'role') return entity.name === old ? { ...entity, name } : entity;
  const roles = listFact(entity, 'roles');
  if (entity.type !== 'policy' || !roles.includes(old)) return entity;
  return withFacts(entity, { roles: roles.map((role) => (role === old ? name : role)).sort() });
}

function replayEnum(entity: SchemaEntity, rename: Rename): SchemaEntity {
  const { from, to } = rename;
  if (entity.type === 'enum') return same([entity.schema, entity.name], from) ? relocated(entity, rename) : entity;
  const isOfType = same([textFact(entity, 'typeSchema') ?? '', textFact(entity, 'type') ?? ''], from);
  const retyped = isOfType ? withFacts(entity, { typeSchema: to[0], type: to[1] }) : entity;
  return mapExpressions(retyped, from[1] ?? '', to[1] ?? '');
}

function replayEnumValue(entity: SchemaEntity, { from, to }: Rename): SchemaEntity {
  const [schema = '', type = '', old = ''] = from;
  const value = to[2] ?? old;
  if (entity.type === 'enum' && same([entity.schema, entity.name], [schema, type])) {
    return withFacts(entity, { values: listFact(entity, 'values').map((it) => (it === old ? value : it)) });
  }
  const isOfType = textFact(entity, 'type') === type && textFact(entity, 'typeSchema') === schema;
  const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  return isOfType && textFact(entity, 'default') === literal(old)
    ? withFacts(entity, { default: literal(value) })
    : entity;
}

function replayTable(entity: SchemaEntity, rename: Rename): SchemaEntity {
  const [schema = '', table = ''] = rename.from;
  const [newSchema = schema, newTable = table] = rename.to;
  if (entity.type === 'table')
    return same([entity.schema, entity.name], rename.from) ? relocated(entity, rename) : entity;
  let result = entity;
  if (entity.schema === schema && entity.table === table) {
    result = mapExpressions({ ...entity, schema: newSchema, table: newTable }, table, newTable);
  }
  if (textFact(entity, 'schemaTo') === schema && textFact(entity, 'tableTo') === table) {
    result = withFacts(result, { schemaTo: newSchema, tableTo: newTable });
  }
  return result;
}

function replayColumn(entity: SchemaEntity, { from, to }: Rename): SchemaEntity {
  const [schema = '', table = '', old = ''] = from;
  const name = to[2] ?? old;
  const renamed = (list: readonly string[]): readonly string[] => list.map((it) => (it === old ? name : it));
  let result = entity;
  if (entity.schema === schema && entity.table === table) {
    if (entity.type === 'column' && entity.name === old) result = { ...entity, name };
    const columns = entity.facts.columns;
    if (Array.isArray(columns))
      result = withFacts(result, { columns: columns.map((it: CatalogValue) => renamedPart(it, old, name)) });
    result = mapExpressions(result, old, name);
  }
  if (textFact(entity, 'schemaTo') === schema && textFact(entity, 'tableTo') === table) {
    result = withFacts(result, { columnsTo: renamed(listFact(entity, 'columnsTo')) });
  }
  return result;
}

/** A member of `columns`: a name, or in an index an object whose `value` is a name or an expression. */
function renamedPart(part: CatalogValue, old: string, name: string): CatalogValue {
  if (typeof part === 'string') return part === old ? name : part;
  if (!isRecord(part)) return part;
  return part.isExpression !== true && part.value === old ? { ...part, value: name } : part;
}

/** Writes an identifier anew in all expressions that a table owns. */
function mapExpressions(entity: SchemaEntity, old: string, name: string): SchemaEntity {
  if (old === name || entity.table === '') return entity;
  const map = (value: CatalogValue | undefined): CatalogValue | undefined =>
    typeof value === 'string' ? renameIdentifier(value, old, name) : value;
  const { value, where, using, withCheck, generated, columns } = entity.facts;
  const changes: Record<string, CatalogValue | undefined> = {};
  for (const [fact, text] of Object.entries({ value, where, using, withCheck })) {
    if (typeof text === 'string') changes[fact] = map(text);
  }
  if (isRecord(generated)) changes.generated = { ...generated, as: map(generated.as) ?? '' };
  if (entity.type === 'index' && Array.isArray(columns)) {
    changes.columns = columns.map((part: CatalogValue) =>
      isRecord(part) && part.isExpression === true ? { ...part, value: map(part.value) ?? '' } : part,
    );
  }
  return withFacts(entity, changes);
}
