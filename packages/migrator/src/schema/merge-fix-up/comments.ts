import type { CatalogEntity } from '../entity/catalog.ts';
import { type Guarded, path, rank, relation, textOrNull } from './guarded.ts';
import type { Variant } from './variants.ts';

/** The object of a comment, and its place in the catalog; `undefined` for kinds whose comments are not restored. */
function commented({ kind, schema, relation: table, name }: CatalogEntity): readonly [string, string] | undefined {
  switch (kind) {
    case 'table':
    case 'view':
    case 'materialized view':
    case 'sequence':
    case 'index':
      return [`${kind} ${path(schema, name)}`, `obj_description(${relation(schema, name)}, 'pg_class')`];
    case 'column': {
      const number = `(select a.attnum from pg_attribute a where a.attrelid = ${relation(schema, table)} and a.attname = ${textOrNull(name)})`;
      return [`column ${path(schema, table, name)}`, `col_description(${relation(schema, table)}, ${number})`];
    }
    case 'constraint': {
      const found = `(select k.oid from pg_constraint k where k.conrelid = ${relation(schema, table)} and k.conname = ${textOrNull(name)})`;
      return [`constraint ${path(name)} on ${path(schema, table)}`, `obj_description(${found}, 'pg_constraint')`];
    }
    case 'enum':
      return [
        `type ${path(schema, name)}`,
        `obj_description(to_regtype(${textOrNull(path(schema, name))}), 'pg_type')`,
      ];
    default:
      return undefined;
  }
}

/**
 * Sets the comments that differ, and those of recreated things (`isMade`), which lost theirs. `undefined` if a comment
 * cannot be restored.
 */
export function commentFixes(variant: Variant, isMade: boolean): readonly Guarded[] | undefined {
  const { target, facts } = variant;
  if (target === undefined || !(facts.has('comment') || (isMade && target.facts.comment !== undefined))) return [];
  const place = commented(target);
  if (place === undefined) return undefined;
  const [what, now] = place;
  const comment = textOrNull(target.facts.comment);
  const statements = [`comment on ${what} is ${comment}`];
  return [{ phase: 'create', rank: rank('comment'), when: `${now} is distinct from ${comment}`, statements }];
}
