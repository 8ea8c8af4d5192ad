import { type ColumnEntity, entityId, ofType, type SchemaEntity, withFacts } from '../entity/schema-entity.ts';
import type { DefaultColumn } from './default-column.ts';
import { isSameDefault } from './same-default.ts';
import { withoutOwnCast } from './without-own-cast.ts';

/**
 * The entities of `after`, but with the spelling of `before` for defaults that have the same value, because nothing
 * changes in the database. `before` must be in the names after the renames.
 */
export function keepDefaults(before: readonly SchemaEntity[], after: readonly SchemaEntity[]): readonly SchemaEntity[] {
  const old = new Map(ofType(before, 'column').map((column) => [entityId(column), column]));
  return after.map((entity) => {
    if (entity.type !== 'column') return entity;
    const earlier = old.get(entityId(entity));
    if (earlier === undefined || earlier.facts.default === entity.facts.default) return entity;
    const [was, is] = [defaultColumn(earlier), defaultColumn(entity)];
    const isSameType = was.type === is.type && was.dimensions === is.dimensions && was.isEnum === is.isEnum;
    const [text, next] = [earlier.facts.default, entity.facts.default];
    return isSameType && (isSameDefault(is, text, next) || bare(text, entity) === bare(next, entity))
      ? withFacts(entity, { default: earlier.facts.default })
      : entity;
  });
}

function bare(initial: string | undefined, column: ColumnEntity): string | undefined {
  return initial === undefined ? undefined : withoutOwnCast(initial, column);
}

/** What the default of a snapshot's column depends on. */
export function defaultColumn({ facts }: ColumnEntity): DefaultColumn {
  return { type: facts.type, isEnum: facts.typeSchema !== undefined, dimensions: facts.dimensions ?? 0 };
}
