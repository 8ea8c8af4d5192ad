import { cutName } from '../../sql/names/cut-name.ts';
import { nameParts } from '../../sql/names/name-parts.ts';
import { withoutNotValid } from '../../sql/printed/constraint-definition.ts';
import { withoutIndexName } from '../../sql/printed/index-definition.ts';
import type { Catalog, CatalogEntity } from '../entity/catalog.ts';
import type { EntityType, SchemaEntity } from '../entity/schema-entity.ts';
import { withoutPartitioning } from '../entity/without-partitioning.ts';
import type { CatalogValue } from '../facts/catalog-value.ts';

type Facts = Readonly<Record<string, CatalogValue>>;

/** The kinds in the catalog for each type of entity, and those of their facts that a Drizzle schema can express. */
const SAID: Readonly<Record<Exclude<EntityType, 'role' | 'privilege' | 'object'>, readonly [string[], string[]]>> = {
  schema: [['schema'], []],
  enum: [['enum'], ['values']],
  sequence: [['sequence'], ['start', 'increment', 'min', 'max', 'cache', 'cycle']],
  table: [['table'], ['rowSecurity']],
  column: [['column'], ['type', 'notNull', 'default', 'generated', 'virtual', 'identity']],
  'primary-key': [['constraint'], ['definition']],
  unique: [['constraint'], ['definition']],
  'foreign-key': [['constraint'], ['definition']],
  check: [['constraint'], ['definition']],
  index: [['index'], ['definition']],
  policy: [['policy'], ['command', 'restrictive', 'roles', 'using', 'check']],
  view: [['view', 'materialized view'], ['definition']],
};

/** A catalog, reduced to what a Drizzle schema can express. Partitions are left to the database. */
export class CatalogParts {
  readonly #byPlace = new Map<string, CatalogEntity>();
  readonly #byRelation = new Map<string, CatalogEntity[]>();
  readonly #sequenceOf = new Map<string, CatalogEntity>();
  readonly entities: readonly CatalogEntity[];

  constructor(catalog: Catalog) {
    this.entities = withoutPartitioning(catalog).entities;
    for (const entity of this.entities) {
      const { kind, schema, relation, name, facts } = entity;
      this.#byPlace.set(`${kind}\0${schema}\0${relation}\0${name}`, entity);
      const parts = this.#byRelation.get(`${kind}\0${schema}\0${relation}`);
      if (parts === undefined) this.#byRelation.set(`${kind}\0${schema}\0${relation}`, [entity]);
      else parts.push(entity);
      if (kind === 'sequence' && typeof facts.ownedBy === 'string')
        this.#sequenceOf.set(nameParts(facts.ownedBy).join('\0'), entity);
    }
  }

  /**
   * The thing with this name, after PostgreSQL's truncation of names; `undefined` if it is missing, and for roles and
   * privileges, which are in no catalog of one database.
   */
  find(entity: SchemaEntity): CatalogEntity | undefined {
    const { type } = entity;
    const [schema, table, name] = [entity.schema, entity.table, entity.name].map((each) => cutName(each));
    const kinds = kindsOf(type);
    const place = type === 'schema' ? `${name}\0` : `${schema}\0${table}`;
    return kinds.map((kind) => this.#byPlace.get(`${kind}\0${place}\0${name}`)).find((found) => found !== undefined);
  }

  /** Constraints, or indexes, of the same table as an entity. */
  beside({ type, schema, table }: SchemaEntity): readonly CatalogEntity[] {
    const place = `${cutName(schema)}\0${cutName(table)}`;
    return kindsOf(type).flatMap((kind) => this.#byRelation.get(`${kind}\0${place}`) ?? []);
  }

  /** The sequence of a serial or identity column. */
  sequenceOf({ schema, relation, name }: CatalogEntity): CatalogEntity | undefined {
    return this.#sequenceOf.get([schema, relation, name].join('\0'));
  }

  /** What a schema can say about a thing, without names of sequences and indexes, which are compared separately. */
  said(type: EntityType, entity: CatalogEntity): Facts {
    if (type === 'role' || type === 'privilege' || type === 'object') return {};
    const facts = Object.fromEntries(
      SAID[type][1].flatMap((fact): [string, CatalogValue][] => {
        const value = entity.facts[fact];
        return value === undefined ? [] : [[fact, value]];
      }),
    );
    if (type === 'column' && this.#isSerial(entity)) return { ...facts, default: 'nextval of its own sequence' };
    if (typeof facts.definition !== 'string') return facts;
    if (type === 'index') return { ...facts, definition: withoutIndexName(facts.definition) };
    return { ...facts, definition: withoutNotValid(facts.definition) };
  }

  #isSerial(entity: CatalogEntity): boolean {
    return /^nextval\(/.test(String(entity.facts.default ?? '')) && this.sequenceOf(entity) !== undefined;
  }
}

function kindsOf(type: EntityType): readonly string[] {
  return type === 'role' || type === 'privilege' || type === 'object' ? [] : SAID[type][0];
}
