import type { Catalog, CatalogEntity } from '../entity/catalog.ts';
import { entityId, isOfType, type SchemaEntity } from '../entity/schema-entity.ts';
import { builtColumn } from './built-column.ts';
import { builtPart } from './built-part.ts';
import { CatalogParts } from './catalog-parts.ts';

/** A state in the terms of schemas, and the catalog that it builds in an empty database. */
export interface Worded {
  readonly entities: readonly SchemaEntity[];
  readonly fresh: Catalog;
}

/** The catalog that the revisions built. */
export interface BuiltState {
  readonly entities: readonly SchemaEntity[];
  /** Things that they build in a way that a schema cannot express, so its schema is unknown. */
  readonly unsaid: readonly { readonly entity: SchemaEntity; readonly built: CatalogEntity }[];
}

/** Whether a thing that is in no catalog (an object of `sql/`, a role, a privilege) is built as a state has it. */
export type IsBuilt = (entity: SchemaEntity, fresh: Catalog) => boolean;

/**
 * What the revisions really built of the things that some states declare, with their real names and facts, including
 * columns of their tables that no state declares. Things that are not built are left out.
 *
 * @param states what the schemas declare now, then what they declared before: a thing that is built as one of them says
 * keeps its spelling
 */
export function builtEntities(states: readonly Worded[], built: Catalog, isBuilt: IsBuilt): BuiltState {
  const real = new CatalogParts(built);
  const sources = states.map(({ entities, fresh }) => ({
    parts: new CatalogParts(fresh),
    byId: new Map(entities.map((entity) => [entityId(entity), entity])),
    fresh,
  }));
  const all = new Map([...sources].reverse().flatMap(({ byId }) => [...byId]));
  const claimed = new Set([...all.values()].flatMap((entity) => real.find(entity) ?? []));
  const found = new Map<string, SchemaEntity>();
  const unsaid: { entity: SchemaEntity; built: CatalogEntity }[] = [];
  const add = (entity: SchemaEntity): void => void found.set(entityId(entity), entity);

  for (const id of new Set(sources.flatMap(({ byId }) => [...byId.keys()]))) {
    const forms = sources.flatMap(({ byId, parts, fresh }) => {
      const entity = byId.get(id);
      return entity === undefined ? [] : [{ entity, made: parts.find(entity), parts, fresh }];
    });
    const [first] = forms;
    if (first === undefined) continue;
    const { entity } = first;
    if (entity.type === 'object' || entity.type === 'role' || entity.type === 'privilege') {
      const form = forms.find((each) => isBuilt(each.entity, each.fresh));
      if (form !== undefined) add(form.entity);
      continue;
    }
    const there = real.find(entity);
    if (there === undefined) {
      const facts = first.made && first.parts.said(entity.type, first.made);
      const [renamed, worded] = (facts && otherName(entity, facts, real, claimed)) ?? [];
      if (renamed === undefined || worded === undefined) continue;
      claimed.add(renamed);
      add({ ...worded, name: renamed.name });
      continue;
    }
    const said = real.said(entity.type, there);
    const same = forms.find(({ made, parts }) => made !== undefined && isSame(parts.said(entity.type, made), said));
    const form = same ?? first;
    if (isOfType(form.entity, 'column')) add(builtColumn(form.entity, form.made, there, real));
    else if (same !== undefined) add(same.entity);
    else {
      const worded = builtPart(entity, there);
      if (worded === undefined) unsaid.push({ entity, built: there });
      else add(worded);
    }
  }
  for (const column of undeclaredColumns([...all.values()], real)) if (!found.has(entityId(column))) add(column);
  return { entities: [...found.values()], unsaid };
}

/** The things that differ between two catalogs that should be equal. */
export function notBuiltAs(entities: readonly SchemaEntity[], fresh: Catalog, built: Catalog): readonly SchemaEntity[] {
  const made = new CatalogParts(fresh);
  const real = new CatalogParts(built);
  return entities.filter((entity) => {
    const [a, b] = [made.find(entity), real.find(entity)];
    if (a === undefined || b === undefined) return a !== b;
    return !isSame(made.said(entity.type, a), real.said(entity.type, b));
  });
}

const NAMED: ReadonlySet<string> = new Set(['primary-key', 'unique', 'foreign-key', 'check', 'index']);

/**
 * A constraint or an index that has another name in the database: an equal one, otherwise one with the same purpose (a
 * key on the same columns) and other facts. If there are two candidates, neither.
 */
function otherName(
  entity: SchemaEntity,
  facts: object,
  real: CatalogParts,
  claimed: ReadonlySet<CatalogEntity>,
): readonly [CatalogEntity, SchemaEntity] | undefined {
  if (!NAMED.has(entity.type)) return undefined;
  const free = real.beside(entity).filter((each) => !claimed.has(each));
  const same = free.filter((each) => isSame(facts, real.said(entity.type, each)));
  if (same.length > 0) return only(same.map((each) => [each, entity] as const));
  return only(
    free.flatMap((each) => {
      const worded = builtPart(entity, each);
      return worded !== undefined && doesTheSame(entity, worded) ? [[each, worded] as const] : [];
    }),
  );
}

function only<T>([first, another]: readonly T[]): T | undefined {
  return another === undefined ? first : undefined;
}

/** A table has one primary key; other keys are identified by their columns. */
function doesTheSame(a: SchemaEntity, b: SchemaEntity): boolean {
  if (isOfType(a, 'primary-key')) return isOfType(b, 'primary-key');
  if (isOfType(a, 'unique')) return isOfType(b, 'unique') && isSame([a.facts.columns], [b.facts.columns]);
  if (!isOfType(a, 'foreign-key') || !isOfType(b, 'foreign-key')) return false;
  const to = ({ columns, schemaTo, tableTo, columnsTo }: typeof a.facts) => [columns, schemaTo, tableTo, columnsTo];
  return isSame(to(a.facts), to(b.facts));
}

/** Columns of declared tables that no schema declares: somebody added them by hand. */
function undeclaredColumns(declared: readonly SchemaEntity[], real: CatalogParts): readonly SchemaEntity[] {
  const tables = new Set(
    declared.filter(({ type }) => type === 'table').map(({ schema, name }) => `${schema}\0${name}`),
  );
  const known = new Set(declared.map(entityId));
  return real.entities.flatMap((found) => {
    const { kind, schema, relation, name } = found;
    if (kind !== 'column' || !tables.has(`${schema}\0${relation}`)) return [];
    const column = { type: 'column', schema, table: relation, name, facts: { type: '' } } as const;
    return known.has(entityId(column)) ? [] : [builtColumn(column, undefined, found, real)];
  });
}

function isSame(a: object, b: object): boolean {
  const sorted = (facts: object): string => JSON.stringify(Object.entries(facts).sort(([x], [y]) => (x < y ? -1 : 1)));
  return sorted(a) === sorted(b);
}
