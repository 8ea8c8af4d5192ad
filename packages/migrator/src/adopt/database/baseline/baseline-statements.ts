import { type Catalog, type CatalogEntity, entityLabel } from '../../../schema/entity/catalog.ts';
import { nameParts } from '../../../sql/names/name-parts.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { qualified } from '../objects/object-statement.ts';

/** A statement that only a first revision has, since neither a Drizzle schema nor a file in `sql/` can say it. */
export interface BaselineStatement {
  /** The table that it belongs to. */
  readonly table: { readonly schema: string; readonly name: string };
  readonly sql: string;
  /** For people: `table public.sessions is unlogged`. */
  readonly what: string;
}

/** Statements to run after those that create the tables of a catalog, so that the tables match the catalog. */
export function baselineStatements({ entities }: Catalog): readonly BaselineStatement[] {
  return entities.flatMap((entity) => {
    switch (entity.kind) {
      case 'table':
        return tableStatements(entity);
      case 'column':
        return isOfTable(entity, entities) ? columnStatements(entity) : [];
      case 'sequence':
        return sequenceStatements(entity);
      case 'trigger':
      case 'rule':
        return stateStatements(entity);
      default:
        return [];
    }
  });
}

/** How the table is partitioned, which belongs in the statement that makes it. */
export function partitionClause({ facts }: CatalogEntity): string | undefined {
  return typeof facts.partitionKey === 'string' ? ` PARTITION BY ${facts.partitionKey}` : undefined;
}

function tableStatements(entity: CatalogEntity): readonly BaselineStatement[] {
  const { schema, name, facts } = entity;
  const table = { schema, name };
  const label = entityLabel(entity);
  const path = qualified(schema, name);
  const found: BaselineStatement[] = [];
  const add = (sql: string, what: string): void => void found.push({ table, sql, what: `${label} ${what}` });
  if (typeof facts.partitionOf === 'string') {
    const [parentSchema = '', parent = ''] = nameParts(facts.partitionOf);
    const bound = typeof facts.partitionBound === 'string' ? facts.partitionBound : 'DEFAULT';
    const sql = `CREATE TABLE ${path} PARTITION OF ${facts.partitionOf} ${bound}${partitionClause(entity) ?? ''}`;
    found.push({ table: { schema: parentSchema, name: parent }, sql, what: `${label} is a partition` });
  }
  if (facts.unlogged === true) add(`ALTER TABLE ${path} SET UNLOGGED`, 'is unlogged');
  if (Array.isArray(facts.options))
    add(`ALTER TABLE ${path} SET (${facts.options.map(String).join(', ')})`, 'has storage parameters');
  if (/forced$/.test(String(facts.rowSecurity ?? '')))
    add(`ALTER TABLE ${path} FORCE ROW LEVEL SECURITY`, 'forces row level security');
  if (facts.replicaIdentity === 'full' || facts.replicaIdentity === 'nothing')
    add(`ALTER TABLE ${path} REPLICA IDENTITY ${facts.replicaIdentity.toUpperCase()}`, 'has a replica identity');
  return found;
}

function isOfTable({ schema, relation }: CatalogEntity, entities: readonly CatalogEntity[]): boolean {
  return entities.some(
    ({ kind, schema: of, name, facts }) =>
      kind === 'table' && of === schema && name === relation && facts.partitionOf === undefined,
  );
}

function columnStatements(entity: CatalogEntity): readonly BaselineStatement[] {
  const { schema, relation, name, facts } = entity;
  const alter = (what: string): string =>
    `ALTER TABLE ${qualified(schema, relation)} ALTER COLUMN ${quoteIdentifier(name)} ${what}`;
  const of = (what: string, sql: string): BaselineStatement => ({
    table: { schema, name: relation },
    sql: alter(sql),
    what: `${entityLabel(entity)} ${what}`,
  });
  return [
    ...(typeof facts.collation === 'string'
      ? [of('has a collation', `TYPE ${String(facts.type)} COLLATE ${facts.collation}`)]
      : []),
    ...(typeof facts.storage === 'string' ? [of('has its own storage', `SET STORAGE ${facts.storage}`)] : []),
    ...(typeof facts.compression === 'string'
      ? [of('has its own compression', `SET COMPRESSION ${facts.compression}`)]
      : []),
    ...(typeof facts.statistics === 'number'
      ? [of('has a statistics target', `SET STATISTICS ${facts.statistics}`)]
      : []),
  ];
}

/** A table that was renamed keeps the names of the sequences of its serial columns. */
function sequenceStatements(entity: CatalogEntity): readonly BaselineStatement[] {
  const { schema, name, facts } = entity;
  if (typeof facts.ownedBy !== 'string' || facts.identity === true) return [];
  const [of = '', table = '', column = ''] = nameParts(facts.ownedBy);
  const made = `${table}_${column}_seq`;
  if (of !== schema || made === name || new TextEncoder().encode(made).length > 63) return [];
  return [
    {
      table: { schema: of, name: table },
      sql: `ALTER SEQUENCE ${qualified(schema, made)} RENAME TO ${quoteIdentifier(name)}`,
      what: `${entityLabel(entity)} has another name than its column gives it`,
    },
  ];
}

const STATES: ReadonlyMap<unknown, string> = new Map([
  ['disabled', 'DISABLE'],
  ['replica', 'ENABLE REPLICA'],
  ['always', 'ENABLE ALWAYS'],
]);

function stateStatements(entity: CatalogEntity): readonly BaselineStatement[] {
  const { kind, schema, relation, name, facts } = entity;
  const state = STATES.get(facts.enabled);
  if (state === undefined) return [];
  const sql = `ALTER TABLE ${qualified(schema, relation)} ${state} ${kind.toUpperCase()} ${quoteIdentifier(name)}`;
  return [{ table: { schema, name: relation }, sql, what: `${entityLabel(entity)} is ${String(facts.enabled)}` }];
}
