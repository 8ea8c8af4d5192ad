import type { Catalog, CatalogEntity } from '../../../schema/entity/catalog.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import { qualified } from './object-statement.ts';

/** A comment, and what it is on. */
export interface CommentStatement {
  readonly on: CatalogEntity;
  readonly sql: string;
}

/**
 * The statements that make the comments of a catalog. Those that come with an extension or a new database are left out.
 */
export function commentStatements({ entities }: Catalog): readonly CommentStatement[] {
  return entities.flatMap((entity) => {
    const { comment } = entity.facts;
    const target = targetOf(entity);
    if (typeof comment !== 'string' || target === undefined) return [];
    return [{ on: entity, sql: `COMMENT ON ${target} IS ${quoteLiteral(comment)}` }];
  });
}

function targetOf({ kind, schema, relation, name }: CatalogEntity): string | undefined {
  switch (kind) {
    case 'schema':
      return name === 'public' ? undefined : `SCHEMA ${quoteIdentifier(name)}`;
    case 'column':
      return `COLUMN ${qualified(schema, relation)}.${quoteIdentifier(name)}`;
    case 'constraint':
    case 'trigger':
    case 'policy':
    case 'rule':
      return `${kind.toUpperCase()} ${quoteIdentifier(name)} ON ${qualified(schema, relation)}`;
    case 'table':
    case 'view':
    case 'materialized view':
    case 'index':
    case 'sequence':
    case 'domain':
      return `${kind.toUpperCase()} ${qualified(schema, name)}`;
    case 'enum':
    case 'composite type':
    case 'range':
      return `TYPE ${qualified(schema, name)}`;
    case 'function':
    case 'procedure': {
      const open = name.indexOf('(');
      return `${kind.toUpperCase()} ${qualified(schema, name.slice(0, open))}${name.slice(open)}`;
    }
    default:
      return undefined;
  }
}
