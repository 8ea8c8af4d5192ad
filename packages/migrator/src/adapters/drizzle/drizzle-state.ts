import { canonicalJson } from '../../schema/entity/canonical-json.ts';
import { readEntity } from '../../schema/entity/read-entity.ts';
import { type DrizzleEntityType, ENTITY_TYPES, type SchemaEntity } from '../../schema/entity/schema-entity.ts';
import { isFacts } from '../../schema/entity/snapshot.ts';
import type { CatalogValue } from '../../schema/facts/catalog-value.ts';
import type { JsonFacts } from '../../schema/facts/entity-facts.ts';
import { tellNamesApart } from '../../schema/names/tell-names-apart.ts';
import { DRIZZLE_TYPES } from './defaults/entity-defaults.ts';

/** An entry of the `ddl` list of drizzle-kit's state, version 9. */
export type DrizzleEntity = Readonly<Record<string, CatalogValue>>;

/** A whole state as `generateMigration` expects it. */
export interface DrizzleState {
  readonly version: '9';
  readonly dialect: 'postgres';
  readonly id: string;
  readonly prevIds: readonly string[];
  readonly ddl: readonly DrizzleEntity[];
}

const TYPE_OF = new Map<string, DrizzleEntityType>(
  ENTITY_TYPES.filter((type) => type !== 'object').map((type) => [DRIZZLE_TYPES[type].entityType, type]),
);

/** drizzle-kit's entities as ours. An unknown type of entity fails: ignoring it would lose it. */
export function fromDrizzle(ddl: readonly unknown[]): readonly SchemaEntity[] {
  const entities = ddl.map((value) => {
    if (!isFacts(value)) throw new TypeError('drizzle-kit gave an entity that is not JSON');
    const { entityType, schema = '', table = '', name, ...fields } = value;
    const type = TYPE_OF.get(String(entityType));
    if (type === undefined) throw new TypeError(`drizzle-kit gave an entity of unknown type ${String(entityType)}`);
    const place = {
      schema: textOf(schema),
      table: textOf(table),
      name: type === 'privilege' ? privilegeName(fields) : textOf(name),
    };
    return readEntity(type, place, withoutDefaults(type, fields));
  });
  return tellNamesApart(entities);
}

/**
 * Our entities as a state of drizzle-kit. Names of constraints count as explicit, so that drizzle-kit always writes
 * them: they are what the database has, even where the table was renamed since.
 */
export function toDrizzle(entities: readonly SchemaEntity[]): DrizzleState {
  return {
    version: '9',
    dialect: 'postgres',
    id: '00000000-0000-4000-8000-000000000000',
    prevIds: ['00000000-0000-0000-0000-000000000000'],
    ddl: entities.flatMap((entity) => (entity.type === 'object' ? [] : [toDrizzleEntity(entity.type, entity)])),
  };
}

function toDrizzleEntity(type: DrizzleEntityType, { schema, table, name, facts }: SchemaEntity): DrizzleEntity {
  const { entityType, defaults } = DRIZZLE_TYPES[type];
  return {
    ...(schema === '' ? {} : { schema }),
    ...(table === '' ? {} : { table }),
    ...(type === 'privilege' ? {} : { name }),
    ...defaults,
    ...facts,
    ...('nameExplicit' in defaults ? { nameExplicit: true } : {}),
    entityType,
  };
}

function withoutDefaults(type: DrizzleEntityType, fields: JsonFacts): JsonFacts {
  const { defaults } = DRIZZLE_TYPES[type];
  return Object.fromEntries(
    Object.entries(fields).filter(([field, value]) => {
      const standard = defaults[field];
      if (standard === undefined) return true;
      // Most are plain values, and texts of them would take longer than all else here.
      if (isPlain(standard) || isPlain(value)) return standard !== value;
      return canonicalJson(standard) !== canonicalJson(value);
    }),
  );
}

function isPlain(value: CatalogValue): boolean {
  return typeof value !== 'object' || value === null;
}

/** Privileges have no name of their own. */
function privilegeName({ grantor, grantee, type }: JsonFacts): string {
  return [grantor, grantee, type].map((part) => textOf(part ?? '')).join(' ');
}

function textOf(value: CatalogValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
