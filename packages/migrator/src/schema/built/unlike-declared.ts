import { cutName } from '../../sql/names/cut-name.ts';
import { nameParts } from '../../sql/names/name-parts.ts';
import { constraintDefinition } from '../../sql/printed/constraint-definition.ts';
import type { Catalog, CatalogEntity } from '../entity/catalog.ts';
import { type EntityOf, isOfType, type SchemaEntity } from '../entity/schema-entity.ts';
import { CatalogParts } from './catalog-parts.ts';
import { typeBuilt } from './type-built.ts';

/** Something that PostgreSQL built differently from its declaration, without an error. */
export interface UnlikeDeclared {
  readonly entity: SchemaEntity;
  /** The difference: `it is not there`, `its columns are a, b and not b`. */
  readonly said: string;
}

/**
 * What is declared, but missing or different in a database that was built from it: PostgreSQL merges, truncates and
 * ignores some things without an error, and a generator that is compared with its own output never notices. Expressions
 * and queries, which only the server can read, only have to be present. Roles and privileges are in no catalog of one
 * database, and objects of `sql/` need a parser: they are not checked here.
 */
export function unlikeDeclared(entities: readonly SchemaEntity[], catalog: Catalog): readonly UnlikeDeclared[] {
  const parts = new CatalogParts(catalog);
  return entities.flatMap((entity) => {
    const { type } = entity;
    if (type === 'role' || type === 'privilege' || type === 'object') return [];
    // Every database has it, and a catalog may leave it out.
    if (type === 'schema' && entity.name === 'public') return [];
    const built = parts.find(entity) ?? unnamedKey(entity, parts);
    const said = built === undefined ? 'it does not exist' : otherwise(entity, built, parts);
    return said === undefined ? [] : [{ entity, said }];
  });
}

/** PostgreSQL shortens the table's name in the name of an unnamed primary key; a table has only one. */
function unnamedKey(entity: SchemaEntity, parts: CatalogParts): CatalogEntity | undefined {
  if (entity.type !== 'primary-key' || entity.facts.nameExplicit === true) return undefined;
  return parts.beside(entity).find(({ facts }) => String(facts.definition).startsWith('PRIMARY KEY'));
}

function otherwise(entity: SchemaEntity, built: CatalogEntity, parts: CatalogParts): string | undefined {
  switch (entity.type) {
    case 'enum':
      return unlike('values', entity.facts.values, built.facts.values);
    case 'sequence':
      return unlikeSequence(entity, built);
    case 'table':
      return entity.facts.isRlsEnabled === true && !String(built.facts.rowSecurity ?? '').startsWith('enabled')
        ? 'its row security is not enabled'
        : undefined;
    case 'column':
      return unlikeColumn(entity, built, parts);
    case 'primary-key':
    case 'unique':
    case 'foreign-key':
    case 'check':
      return unlikeConstraint(entity, String(built.facts.definition));
    case 'index':
      return unlikeIndex(entity, String(built.facts.definition));
    case 'policy':
      return unlikePolicy(entity, built);
    case 'view':
      return (built.kind === 'materialized view') === (entity.facts.materialized === true)
        ? undefined
        : `it is a ${built.kind}`;
    default:
      return undefined;
  }
}

function unlikeSequence({ facts }: EntityOf<'sequence'>, { facts: built }: CatalogEntity): string | undefined {
  const declared = [
    ['increment', facts.incrementBy],
    ['min', facts.minValue],
    ['max', facts.maxValue],
    ['start', facts.startWith],
    ['cache', facts.cacheSize],
  ] as const;
  const found = declared.find(
    ([fact, value]) => value !== undefined && value !== null && String(value) !== built[fact],
  );
  if (found !== undefined) return unlike(found[0], String(found[1]), built[found[0]]);
  return unlike('cycle', facts.cycle === true, built.cycle === true);
}

function unlikeColumn(column: EntityOf<'column'>, built: CatalogEntity, parts: CatalogParts): string | undefined {
  const { facts } = column;
  const type = typeBuilt(column, String(built.facts.type));
  if (type !== undefined) return type;
  if (facts.notNull === true && built.facts.notNull !== true) return 'it may be NULL';
  if (facts.generated !== undefined && built.facts.generated === undefined) return 'it is not generated';
  if (facts.generated === undefined && built.facts.generated !== undefined) return 'it is generated';
  if (facts.identity !== undefined && built.facts.identity === undefined) return 'it is not an identity';
  const isFilled = built.facts.default !== undefined || facts.generated !== undefined;
  // DEFAULT NULL is the same as no default.
  if (facts.default !== undefined && !/^null\b/i.test(facts.default) && !isFilled) return 'it has no default';
  if (/serial$/.test(facts.type) && facts.typeSchema === undefined && parts.sequenceOf(built) === undefined)
    return 'it has no sequence';
  return undefined;
}

function unlikeConstraint(
  entity: EntityOf<'primary-key' | 'unique' | 'foreign-key' | 'check'>,
  printed: string,
): string | undefined {
  const built = constraintDefinition(printed);
  if (built?.kind !== entity.type) return `it is ${printed}`;
  if (built.kind === 'check' || entity.type === 'check') return undefined;
  const columns = unlike('columns', entity.facts.columns.map(stored), built.columns);
  if (columns !== undefined) return columns;
  if (isOfType(entity, 'unique') && built.kind === 'unique')
    return (entity.facts.nullsNotDistinct === true) === built.nullsNotDistinct ? undefined : `it is ${printed}`;
  if (!isOfType(entity, 'foreign-key') || built.kind !== 'foreign-key') return undefined;
  const { schemaTo, tableTo, columnsTo, onUpdate, onDelete } = entity.facts;
  return (
    unlike('table', [stored(schemaTo), stored(tableTo)], [built.schemaTo, built.tableTo]) ??
    unlike('target', columnsTo.map(stored), built.columnsTo) ??
    unlike('actions', [action(onUpdate), action(onDelete)], [action(built.onUpdate), action(built.onDelete)])
  );
}

function action(said: string | null | undefined): string {
  return (said ?? 'NO ACTION').toUpperCase();
}

function unlikeIndex({ facts }: EntityOf<'index'>, printed: string): string | undefined {
  const { isUnique, method = 'btree', where } = facts;
  const isBuilt =
    printed.startsWith('CREATE UNIQUE') === (isUnique === true) &&
    printed.includes(` USING ${method} (`) &&
    / WHERE \(/.test(printed) === (where !== undefined);
  return isBuilt ? undefined : `it is ${printed}`;
}

const WHO_IT_IS = /^(?:current_role|current_user|session_user)$/i;

function unlikePolicy({ facts }: EntityOf<'policy'>, { facts: built }: CatalogEntity): string | undefined {
  const command = unlike('command', (facts.for ?? 'all').toLowerCase(), built.command);
  if (command !== undefined) return command;
  if ((facts.as?.toUpperCase() === 'RESTRICTIVE') !== (built.restrictive === true)) return 'its kind is another';
  if (facts.using !== undefined && built.using === undefined) return 'it has no USING';
  if (facts.withCheck !== undefined && built.check === undefined) return 'it has no WITH CHECK';
  if (facts.roles.some((role) => WHO_IT_IS.test(role))) return undefined;
  const roles = Array.isArray(built.roles) ? built.roles.map((role) => nameParts(String(role))[0] ?? '') : [];
  return unlike('roles', [...new Set(facts.roles.map(stored))].sort(), roles.sort());
}

function stored(name: string): string {
  return cutName(name);
}

function unlike(what: string, declared: unknown, built: unknown): string | undefined {
  if (JSON.stringify(declared) === JSON.stringify(built)) return undefined;
  return `its ${what}: ${shown(built)} (declared: ${shown(declared)})`;
}

function shown(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}
