import type { CatalogValue } from './catalog-value.ts';

/** Facts as read from JSON, not checked yet. */
export type JsonFacts = Readonly<Record<string, CatalogValue>>;

/**
 * The facts of each type of entity. A fact with its default (nullable, no identity, `NO ACTION` …) is absent. These are
 * the facts that Braid knows; others, which a newer drizzle-kit may add, stay in the object, are compared, and are
 * written again.
 *
 * Type aliases instead of interfaces, so that each is assignable to JSON. What drizzle-kit may leave open is `null`.
 */
export interface FactsByType {
  readonly schema: SchemaFacts;
  readonly role: RoleFacts;
  readonly enum: EnumFacts;
  readonly sequence: SequenceFacts;
  readonly table: TableFacts;
  readonly column: ColumnFacts;
  readonly 'primary-key': PrimaryKeyFacts;
  readonly unique: UniqueFacts;
  readonly 'foreign-key': ForeignKeyFacts;
  readonly check: CheckFacts;
  readonly index: IndexFacts;
  readonly policy: PolicyFacts;
  readonly privilege: PrivilegeFacts;
  readonly view: ViewFacts;
  readonly object: ObjectFacts;
}

export type SchemaFacts = Readonly<Record<never, CatalogValue>>;

export type RoleFacts = {
  readonly superuser?: boolean | null;
  readonly createDb?: boolean | null;
  readonly createRole?: boolean | null;
  readonly inherit?: boolean | null;
  readonly canLogin?: boolean | null;
  readonly replication?: boolean | null;
  readonly bypassRls?: boolean | null;
  readonly connLimit?: number | null;
  readonly password?: string;
  readonly validUntil?: string;
};

export type EnumFacts = {
  /** In the order of the type. */
  readonly values: readonly string[];
};

export type SequenceFacts = {
  readonly incrementBy?: string | null;
  readonly minValue?: string | null;
  readonly maxValue?: string | null;
  readonly startWith?: string | null;
  readonly cacheSize?: number | null;
  readonly cycle?: boolean | null;
};

export type TableFacts = {
  readonly isRlsEnabled?: boolean;
};

export type ColumnFacts = {
  /** PostgreSQL's name with arguments and without `[]`: `numeric(10,2)`, `serial`; for an enum its bare name. */
  readonly type: string;
  /** The schema of the enum; absent for every other type. */
  readonly typeSchema?: string;
  readonly notNull?: boolean;
  /** 1 for `text[]`. */
  readonly dimensions?: number;
  /** An expression in SQL. */
  readonly default?: string;
  readonly generated?: GeneratedFacts;
  readonly identity?: IdentityFacts;
};

export type GeneratedFacts = {
  readonly type?: string;
  /** An expression in SQL. */
  readonly as: string;
};

export type IdentityFacts = {
  /** Of its sequence. */
  readonly name?: string;
  readonly type?: string;
  readonly increment?: string | null;
  readonly minValue?: string | null;
  readonly maxValue?: string | null;
  readonly startWith?: string | null;
  readonly cache?: number | string | null;
  readonly cycle?: boolean | null;
};

export type PrimaryKeyFacts = {
  readonly columns: readonly string[];
  /** Whether the schema file gives the name. */
  readonly nameExplicit?: boolean;
};

export type UniqueFacts = {
  readonly columns: readonly string[];
  readonly nameExplicit?: boolean;
  readonly nullsNotDistinct?: boolean;
};

export type ForeignKeyFacts = {
  readonly columns: readonly string[];
  readonly schemaTo: string;
  readonly tableTo: string;
  readonly columnsTo: readonly string[];
  readonly nameExplicit?: boolean;
  readonly onUpdate?: string | null;
  readonly onDelete?: string | null;
};

export type CheckFacts = {
  /** The condition in SQL. */
  readonly value: string;
};

export type IndexFacts = {
  readonly columns: readonly IndexPart[];
  readonly nameExplicit?: boolean;
  readonly isUnique?: boolean;
  /** The condition of a partial index, in SQL. */
  readonly where?: string;
  readonly with?: string;
  readonly method?: string;
  /** How it is built; this does not exist in the database. */
  readonly concurrently?: boolean;
};

export type IndexPart = {
  /** The name of a column, or an expression in SQL. */
  readonly value: string;
  readonly isExpression?: boolean;
  readonly asc?: boolean;
  readonly nullsFirst?: boolean;
  readonly opclass?: JsonFacts | null;
};

export type PolicyFacts = {
  readonly as?: string;
  readonly for?: string;
  readonly roles: readonly string[];
  /** Conditions in SQL. */
  readonly using?: string;
  readonly withCheck?: string;
};

export type PrivilegeFacts = {
  readonly grantor: string;
  readonly grantee: string;
  readonly type: string;
  readonly isGrantable?: boolean;
};

export type ViewFacts = {
  /** The query in SQL. */
  readonly definition?: string | null;
  readonly with?: JsonFacts;
  readonly withNoData?: boolean;
  readonly using?: string;
  readonly tablespace?: string;
  readonly materialized?: boolean;
};

/** An object of a slice's `sql/*.sql`; only a parser knows more about it. */
export type ObjectFacts = {
  /** `function`, `materialized view`, `comment` … */
  readonly kind: string;
  /** The whole statement. */
  readonly text: string;
  /** The name by which other SQL can use it; absent if nothing can call or read it. */
  readonly provides?: string;
};
