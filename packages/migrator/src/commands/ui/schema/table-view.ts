import type { Catalog, CatalogEntity } from '../../../schema/entity/catalog.ts';
import type { CatalogValue } from '../../../schema/facts/catalog-value.ts';
import { constraintDefinition } from '../../../sql/printed/constraint-definition.ts';

export interface ColumnView {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  /** An expression, as PostgreSQL prints it; also of generated columns. */
  readonly value: string | null;
  readonly isKey: boolean;
  readonly isReference: boolean;
}

export interface ReferenceView {
  readonly name: string;
  readonly columns: readonly string[];
  /** `schema.table`. */
  readonly to: string;
  /** Whether no two rows can have the same values, so that it is one to one. */
  readonly isUnique: boolean;
  /** Whether a row may refer to nothing. */
  readonly isOptional: boolean;
}

/** A table with its parts, as PostgreSQL has it. */
export interface TableView {
  /** `schema.table`: the key of it. */
  readonly key: string;
  /** Without `public`. */
  readonly name: string;
  /** The slice that owns it; `null`: no revision is known to make it. */
  readonly slice: string | null;
  readonly kind: string;
  readonly columns: readonly ColumnView[];
  readonly references: readonly ReferenceView[];
  /** Indexes, constraints that are no references, triggers and policies: `index orders_pkey`, with its definition. */
  readonly parts: readonly { readonly kind: string; readonly name: string; readonly definition: string }[];
  readonly partitionedBy: string | null;
  readonly partitions: number;
  readonly comment: string | null;
}

const RELATIONS: ReadonlySet<string> = new Set(['table', 'view', 'materialized view', 'foreign table']);

/** The relations of a catalog, sorted by name. Partitions are counted at their table. */
export function tablesOf(
  catalog: Catalog,
  ownerOf: (schema: string, name: string) => string | null,
): readonly TableView[] {
  const parts = new Map<string, CatalogEntity[]>();
  const partitions = new Map<string, number>();
  for (const entity of catalog.entities) {
    if (entity.relation !== '') {
      const key = `${entity.schema}.${entity.relation}`;
      parts.set(key, [...(parts.get(key) ?? []), entity]);
    }
    const parent = text(entity.facts.partitionOf);
    if (parent !== '') partitions.set(parent, (partitions.get(parent) ?? 0) + 1);
  }
  return catalog.entities
    .filter(({ kind, facts }) => RELATIONS.has(kind) && facts.partitionOf === undefined)
    .map((entity) => {
      const key = `${entity.schema}.${entity.name}`;
      const own = parts.get(key) ?? [];
      return {
        key,
        name: entity.schema === 'public' ? entity.name : key,
        slice: ownerOf(entity.schema, entity.name),
        kind: entity.kind,
        ...columnsAndReferences(entity, own),
        parts: own
          .filter(({ kind, facts }) => kind !== 'column' && !text(facts.definition).startsWith('FOREIGN KEY'))
          .map(({ kind, name, facts }) => ({ kind, name, definition: definitionOf(facts) })),
        partitionedBy: text(entity.facts.partitionKey) || null,
        partitions: partitions.get(key) ?? partitions.get(entity.name) ?? 0,
        comment: text(entity.facts.comment) || null,
      };
    });
}

function columnsAndReferences(
  { facts }: CatalogEntity,
  own: readonly CatalogEntity[],
): Pick<TableView, 'columns' | 'references'> {
  const constraints = own
    .filter(({ kind }) => kind === 'constraint')
    .map(({ name, facts: its }) => ({ name, said: constraintDefinition(text(its.definition)) }));
  const keys = new Set(constraints.flatMap(({ said }) => (said?.kind === 'primary-key' ? said.columns : [])));
  const unique = new Set(
    constraints.flatMap(({ said }) =>
      said?.kind === 'unique' || said?.kind === 'primary-key' ? [[...said.columns].sort().join('\0')] : [],
    ),
  );
  const columns = own.filter(({ kind }) => kind === 'column');
  const notNull = new Set(columns.filter(({ facts: its }) => its.notNull === true).map(({ name }) => name));
  const references = constraints.flatMap(({ name, said }) =>
    said?.kind !== 'foreign-key'
      ? []
      : [
          {
            name,
            columns: said.columns,
            to: `${said.schemaTo}.${said.tableTo}`,
            isUnique: unique.has([...said.columns].sort().join('\0')),
            isOptional: said.columns.some((column) => !notNull.has(column)),
          },
        ],
  );
  const referring = new Set(references.flatMap((reference) => reference.columns));
  const order = new Map(list(facts.columnOrder).map((name, at) => [name, at]));
  return {
    references,
    columns: columns
      .map(({ name, facts: its }) => ({
        name,
        type: text(its.type),
        notNull: its.notNull === true,
        value:
          text(its.default) || text(its.generated) || (text(its.identity) && `identity ${text(its.identity)}`) || null,
        isKey: keys.has(name),
        isReference: referring.has(name),
      }))
      .sort((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0)),
  };
}

function definitionOf(facts: CatalogEntity['facts']): string {
  return text(facts.definition) || [text(facts.using), text(facts.check)].filter((each) => each !== '').join(' / ');
}

function text(value: CatalogValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function list(value: CatalogValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
