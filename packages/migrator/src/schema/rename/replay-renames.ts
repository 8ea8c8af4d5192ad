import { renameColumn, renameIdentifier, requalify } from '../../sql/text/mentions.ts';
import { canonicalJson } from '../entity/canonical-json.ts';
import { type ColumnEntity, type EntityOf, entityId, type SchemaEntity, withFacts } from '../entity/schema-entity.ts';
import { mapExpressions } from './map-expressions.ts';
import { type Rename, same } from './rename.ts';
import { replayValue } from './replay-value.ts';

/**
 * The entities after the renames, in the same order and number (untouched ones are the same objects): those with a new
 * name, and everything that refers to them by name (columns of an enum, keys, indexes, policies, expressions on the
 * table), as PostgreSQL itself follows a rename. Bodies of views stay: their columns keep their names.
 */
export function replayRenames(entities: readonly SchemaEntity[], renames: readonly Rename[]): readonly SchemaEntity[] {
  return renames.reduce((list, rename) => {
    const replayed = rename.kind === 'enum-value' ? replayValue(list, rename) : list.map((it) => replay(it, rename));
    return list.map((entity, index) => kept(entity, replayed[index] ?? entity));
  }, entities);
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
  if (moved.type === 'view') return moved;
  if (moved.type === 'foreign-key') return moved.facts.schemaTo === old ? withFacts(moved, { schemaTo: name }) : moved;
  const inType = moved.type === 'column' && moved.facts.typeSchema === old;
  return renamedInside(inType ? withFacts(moved, { typeSchema: name }) : moved, old, name);
}

function replayRole(entity: SchemaEntity, { from: [old = ''], to: [name = ''] }: Rename): SchemaEntity {
  if (entity.type === 'role') return entity.name === old ? { ...entity, name } : entity;
  if (entity.type !== 'policy' || !entity.facts.roles.includes(old)) return entity;
  return withFacts(entity, { roles: entity.facts.roles.map((role) => (role === old ? name : role)).sort() });
}

function replayEnum(entity: SchemaEntity, rename: Rename): SchemaEntity {
  const { from, to } = rename;
  const [schema = '', name = ''] = to;
  if (entity.type === 'enum') return same([entity.schema, entity.name], from) ? relocated(entity, rename) : entity;
  const retyped = hasType(entity, from) ? withFacts(entity, { typeSchema: schema, type: name }) : entity;
  return renamedInside(retyped, from[1] ?? '', name);
}

/** Whether it is a column of an enum, or of arrays of it. */
function hasType(entity: SchemaEntity, [schema, name]: readonly string[]): entity is ColumnEntity {
  return entity.type === 'column' && entity.facts.typeSchema === schema && entity.facts.type === name;
}

function replayTable(entity: SchemaEntity, rename: Rename): SchemaEntity {
  const [schema = '', table = ''] = rename.from;
  const [newSchema = schema, newTable = table] = rename.to;
  if (entity.type === 'table')
    return same([entity.schema, entity.name], rename.from) ? relocated(entity, rename) : entity;
  let result: SchemaEntity = entity;
  if (entity.schema === schema && entity.table === table) {
    const inside =
      schema === newSchema ? entity : mapExpressions(entity, (sql) => requalify(sql, schema, table, newSchema));
    result = renamedInside({ ...inside, schema: newSchema, table: newTable }, table, newTable);
  }
  if (result.type === 'foreign-key' && refersTo(result, schema, table)) {
    result = withFacts(result, { schemaTo: newSchema, tableTo: newTable });
  }
  return result;
}

function replayColumn(entity: SchemaEntity, { from, to }: Rename): SchemaEntity {
  const [schema = '', table = '', old = ''] = from;
  const name = to[2] ?? old;
  let result = entity;
  if (entity.schema === schema && entity.table === table) {
    if (entity.type === 'column' && entity.name === old) result = { ...entity, name };
    const write = (sql: string): string => renameColumn(sql, table, old, name);
    result = old === name ? result : mapExpressions(withColumnRenamed(result, old, name), write);
  }
  if (result.type === 'foreign-key' && refersTo(result, schema, table)) {
    result = withFacts(result, { columnsTo: result.facts.columnsTo.map((it) => (it === old ? name : it)) });
  }
  return result;
}

function refersTo({ facts }: EntityOf<'foreign-key'>, schema: string, table: string): boolean {
  return facts.schemaTo === schema && facts.tableTo === table;
}

function withColumnRenamed(entity: SchemaEntity, old: string, name: string): SchemaEntity {
  const renamed = (column: string): string => (column === old ? name : column);
  switch (entity.type) {
    case 'primary-key':
    case 'unique':
    case 'foreign-key':
      return withFacts(entity, { columns: entity.facts.columns.map(renamed) });
    case 'index':
      return withFacts(entity, {
        columns: entity.facts.columns.map((part) =>
          part.isExpression === true ? part : { ...part, value: renamed(part.value) },
        ),
      });
    default:
      return entity;
  }
}

/** Replaces an identifier in all expressions that a table owns. */
function renamedInside(entity: SchemaEntity, old: string, name: string): SchemaEntity {
  return old === name ? entity : mapExpressions(entity, (sql) => renameIdentifier(sql, old, name));
}
