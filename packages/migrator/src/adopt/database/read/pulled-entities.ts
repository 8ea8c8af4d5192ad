import { builtColumn } from '../../../schema/built/built-column.ts';
import { builtPart } from '../../../schema/built/built-part.ts';
import { CatalogParts } from '../../../schema/built/catalog-parts.ts';
import type { Catalog, CatalogEntity } from '../../../schema/entity/catalog.ts';
import type { SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import { TableKey } from '../../../schema/entity/table-key.ts';
import { constraintDefinition } from '../../../sql/printed/constraint-definition.ts';
import { pulledIndex } from './pulled-index.ts';

/** What a catalog has, told apart by whether a Drizzle schema can declare it. */
export interface Pulled {
  readonly entities: readonly SchemaEntity[];
  /** Everything else, except what comes with something else, such as the columns of a view. */
  readonly rest: readonly CatalogEntity[];
}

/** Reads a catalog in the words of Drizzle schemas. Columns are in the order of their tables. */
export function pulledEntities(catalog: Catalog): Pulled {
  const parts = new CatalogParts(catalog);
  const tables = new Set(parts.entities.filter(isPlainTable).map(({ schema, name }) => TableKey.of(schema, name)));
  const entities: SchemaEntity[] = [];
  const rest: CatalogEntity[] = [];
  const keys = new Set(
    parts.entities
      .filter(
        ({ kind, facts }) => kind === 'constraint' && /^(?:PRIMARY|UNIQUE|EXCLUDE)/.test(String(facts.definition)),
      )
      .map(({ schema, relation, name }) => `${schema}\0${relation}\0${name}`),
  );
  for (const entity of inOrder(parts.entities)) {
    const isOnTable = tables.has(TableKey.of(entity.schema, entity.relation));
    if (entity.kind === 'schema' && entity.name === 'public') continue;
    if (entity.kind === 'index' && keys.has(`${entity.schema}\0${entity.relation}\0${entity.name}`)) continue;
    if (entity.kind === 'column' && !isOnTable) continue;
    // It belongs to a column, which creates it.
    if (entity.kind === 'sequence' && entity.facts.ownedBy !== undefined) continue;
    if (entity.facts.inherited === true || entity.facts.partOf !== undefined) continue;
    const worded = entity.relation === '' || isOnTable ? inWords(entity, parts) : undefined;
    if (worded === undefined) rest.push(entity);
    else entities.push(worded);
  }
  return { entities, rest };
}

/** A table with columns of its own. */
function isPlainTable({ kind, facts }: CatalogEntity): boolean {
  return (
    kind === 'table' && facts.partitionOf === undefined && facts.ofType === undefined && facts.inherits === undefined
  );
}

/** By their tables' own order of columns; the rest stays as it is. */
function inOrder(entities: readonly CatalogEntity[]): readonly CatalogEntity[] {
  const places = new Map<string, number>();
  for (const { schema, name, facts } of entities) {
    if (!Array.isArray(facts.columnOrder)) continue;
    for (const [index, column] of facts.columnOrder.entries())
      places.set(`${schema}\0${name}\0${String(column)}`, index);
  }
  const columns = entities.filter(({ kind }) => kind === 'column');
  const placeOf = ({ schema, relation, name }: CatalogEntity) => places.get(`${schema}\0${relation}\0${name}`) ?? 0;
  return [...entities.filter(({ kind }) => kind !== 'column'), ...columns.toSorted((a, b) => placeOf(a) - placeOf(b))];
}

function inWords(entity: CatalogEntity, parts: CatalogParts): SchemaEntity | undefined {
  const { kind, schema, relation, name, facts } = entity;
  const alone = { schema, table: '', name };
  const ofTable = { schema, table: relation, name };
  const definition = typeof facts.definition === 'string' ? facts.definition : '';
  switch (kind) {
    case 'schema':
      return { type: 'schema', schema: '', table: '', name, facts: {} };
    case 'table':
      if (!isPlainTable(entity)) return undefined;
      return builtPart({ type: 'table', ...alone, facts: {} }, entity);
    case 'column':
      return builtColumn({ type: 'column', ...ofTable, facts: { type: '' } }, undefined, entity, parts);
    case 'enum':
      return builtPart({ type: 'enum', ...alone, facts: { values: [] } }, entity);
    case 'sequence':
      if (facts.type !== 'bigint' || facts.unlogged === true) return undefined;
      return builtPart({ type: 'sequence', ...alone, facts: {} }, entity);
    case 'view':
    case 'materialized view':
      if (facts.options !== undefined || facts.unpopulated === true || facts.accessMethod !== undefined)
        return undefined;
      return builtPart({ type: 'view', ...alone, facts: kind === 'view' ? {} : { materialized: true } }, entity);
    case 'constraint':
      return constraint(ofTable, definition);
    case 'index':
      return facts.invalid === true || facts.tablespace !== undefined || facts.statistics !== undefined
        ? undefined
        : pulledIndex(ofTable, definition);
    case 'policy':
      return {
        ...{ type: 'policy', ...ofTable },
        facts: {
          as: facts.restrictive === true ? 'RESTRICTIVE' : 'PERMISSIVE',
          for: String(facts.command).toUpperCase(),
          roles: Array.isArray(facts.roles) ? facts.roles.map(String) : [],
          ...(typeof facts.using === 'string' ? { using: facts.using } : {}),
          ...(typeof facts.check === 'string' ? { withCheck: facts.check } : {}),
        },
      };
    default:
      return undefined;
  }
}

function constraint(
  place: { readonly schema: string; readonly table: string; readonly name: string },
  printed: string,
): SchemaEntity | undefined {
  // A schema cannot declare NOT VALID: its constraint would be valid.
  const definition = / NOT VALID$/.test(printed) ? undefined : constraintDefinition(printed);
  switch (definition?.kind) {
    case 'check':
      return / NO INHERIT$| NOT ENFORCED$/.test(printed)
        ? undefined
        : { type: 'check', ...place, facts: { value: definition.condition } };
    case 'primary-key':
      return { type: 'primary-key', ...place, facts: { columns: definition.columns, nameExplicit: true } };
    case 'unique': {
      const { columns, nullsNotDistinct } = definition;
      return { type: 'unique', ...place, facts: { columns, nullsNotDistinct, nameExplicit: true } };
    }
    case 'foreign-key': {
      const { columns, schemaTo, tableTo, columnsTo, onUpdate = null, onDelete = null } = definition;
      const facts = { columns, schemaTo, tableTo, columnsTo, onUpdate, onDelete, nameExplicit: true };
      return { type: 'foreign-key', ...place, facts };
    }
    default:
      return undefined;
  }
}
