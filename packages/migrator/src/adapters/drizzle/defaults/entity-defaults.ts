import type { DrizzleEntityType } from '../../../schema/entity/schema-entity.ts';
import type { JsonFacts } from '../../../schema/facts/entity-facts.ts';

/**
 * What drizzle-kit calls a type of entity, and its fields with their defaults; a field that has its default is left out
 * of our facts.
 */
export interface DrizzleType {
  readonly entityType: string;
  readonly defaults: JsonFacts;
}

const ROLE_FLAGS = ['superuser', 'createDb', 'createRole', 'canLogin', 'replication', 'bypassRls'] as const;

export const DRIZZLE_TYPES: Readonly<Record<DrizzleEntityType, DrizzleType>> = {
  schema: { entityType: 'schemas', defaults: {} },
  role: {
    entityType: 'roles',
    defaults: {
      ...Object.fromEntries(ROLE_FLAGS.map((flag) => [flag, false])),
      inherit: true,
      connLimit: -1,
      password: null,
      validUntil: null,
    },
  },
  enum: { entityType: 'enums', defaults: {} },
  sequence: {
    entityType: 'sequences',
    defaults: {
      incrementBy: '1',
      minValue: '1',
      maxValue: '9223372036854775807',
      startWith: '1',
      cacheSize: 1,
      cycle: false,
    },
  },
  table: { entityType: 'tables', defaults: { isRlsEnabled: false } },
  column: {
    entityType: 'columns',
    defaults: { typeSchema: null, notNull: false, dimensions: 0, default: null, generated: null, identity: null },
  },
  'primary-key': { entityType: 'pks', defaults: { nameExplicit: false } },
  unique: { entityType: 'uniques', defaults: { nameExplicit: false, nullsNotDistinct: false } },
  'foreign-key': {
    entityType: 'fks',
    defaults: { nameExplicit: false, onUpdate: 'NO ACTION', onDelete: 'NO ACTION' },
  },
  check: { entityType: 'checks', defaults: {} },
  index: {
    entityType: 'indexes',
    defaults: { nameExplicit: false, isUnique: false, where: null, with: '', method: 'btree', concurrently: false },
  },
  policy: { entityType: 'policies', defaults: { as: 'PERMISSIVE', for: 'ALL', using: null, withCheck: null } },
  privilege: { entityType: 'privileges', defaults: { isGrantable: false } },
  view: {
    entityType: 'views',
    defaults: { with: null, withNoData: null, using: null, tablespace: null, materialized: false },
  },
};
