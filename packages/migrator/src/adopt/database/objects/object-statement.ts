import type { CatalogEntity } from '../../../schema/entity/catalog.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { withoutSemicolon } from '../../../sql/text/without-semicolon.ts';

/**
 * The statement that makes a thing again which a Drizzle schema cannot declare and a file in `sql/` can; `undefined`
 * for what neither can. Names are qualified, as PostgreSQL prints them.
 *
 * @param columns of composite types
 */
export function objectStatement(entity: CatalogEntity, columns: readonly CatalogEntity[]): string | undefined {
  const { kind, schema, relation, name, facts } = entity;
  const definition = typeof facts.definition === 'string' ? withoutSemicolon(facts.definition).trim() : '';
  switch (kind) {
    case 'function':
    case 'procedure':
    case 'statistics':
      return definition;
    case 'trigger':
    case 'rule':
      return definition;
    case 'index':
      return facts.invalid === true || facts.partOf !== undefined ? undefined : definition;
    case 'constraint':
      return `ALTER TABLE ${qualified(schema, relation)} ADD CONSTRAINT ${quoteIdentifier(name)} ${definition}`;
    case 'view':
      return `CREATE VIEW ${qualified(schema, name)}${settings(facts.options)} AS\n${definition}`;
    case 'materialized view':
      return `CREATE MATERIALIZED VIEW ${qualified(schema, name)}${settings(facts.options)} AS\n${definition}`;
    case 'extension':
      if (typeof facts.schema !== 'string' || facts.schema === 'pg_catalog') return undefined;
      return `CREATE EXTENSION ${quoteIdentifier(name)} WITH SCHEMA ${quoteIdentifier(facts.schema)}`;
    case 'domain':
      return domain(entity);
    case 'composite type': {
      const own = columns.filter((each) => each.schema === schema && each.relation === name);
      const order = Array.isArray(facts.columnOrder) ? facts.columnOrder : [];
      const parts = order.flatMap((column) => own.filter((each) => each.name === column));
      const list = parts.map((each) => `${quoteIdentifier(each.name)} ${String(each.facts.type)}${collation(each)}`);
      return `CREATE TYPE ${qualified(schema, name)} AS (${list.join(', ')})`;
    }
    default:
      return undefined;
  }
}

export function qualified(schema: string, name: string): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}

function domain({ schema, name, facts }: CatalogEntity): string {
  const { constraints, default: value, notNull } = facts;
  const checks =
    typeof constraints === 'object' && constraints !== null && !Array.isArray(constraints)
      ? Object.entries(constraints).map(([each, text]) => `CONSTRAINT ${quoteIdentifier(each)} ${String(text)}`)
      : [];
  return [
    `CREATE DOMAIN ${qualified(schema, name)} AS ${String(facts.type)}${collation({ facts })}`,
    ...(typeof value === 'string' ? [`DEFAULT ${value}`] : []),
    ...(notNull === true ? ['NOT NULL'] : []),
    ...checks,
  ].join(' ');
}

function collation({ facts }: Pick<CatalogEntity, 'facts'>): string {
  return typeof facts.collation === 'string' ? ` COLLATE ${facts.collation}` : '';
}

function settings(options: unknown): string {
  return Array.isArray(options) && options.length > 0 ? ` WITH (${options.map(String).join(', ')})` : '';
}
