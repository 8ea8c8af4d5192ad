import { type SchemaEntity, withFacts } from '../../schema/entity/schema-entity.ts';
import type { Piece } from './piece.ts';

/** Objects of `sql/` that hold no rows and are the type of none. */
const PASSING: ReadonlySet<string> = new Set([
  'function',
  'procedure',
  'aggregate',
  'operator',
  'cast',
  'view',
  'materialized view',
  'index',
  'statistics',
  'constraint',
  'rule',
  'trigger',
  'policy',
  'comment',
]);

/** How an entity can make room for a while: gone altogether, without what it mentions, or not at all. */
export function wayAside(entity: SchemaEntity): 'drop' | 'strip' | undefined {
  switch (entity.type) {
    case 'view':
    case 'foreign-key':
    case 'check':
      return 'drop';
    case 'index':
      // A unique index that is gone lets rows in that it cannot be built on again.
      return entity.facts.isUnique === true ? undefined : 'drop';
    case 'object':
      return PASSING.has(entity.facts.kind) ? 'drop' : undefined;
    case 'policy':
      return 'strip';
    case 'column':
      return entity.facts.default === undefined ? undefined : 'strip';
    default:
      return undefined;
  }
}

/** What stays of an entity that is stripped: a column without its default; a policy that lets nobody see anything. */
export function stripped(entity: SchemaEntity): SchemaEntity {
  if (entity.type === 'column') return withFacts(entity, { default: undefined });
  if (entity.type !== 'policy') return entity;
  const { using, withCheck } = entity.facts;
  return withFacts(entity, {
    ...(using === undefined ? {} : { using: 'false' }),
    ...(withCheck === undefined ? {} : { withCheck: 'false' }),
  });
}

/** The two halves of an entity that steps aside; `undefined` when it cannot. */
export function halves(piece: Piece): readonly Piece[] | undefined {
  const { built, after } = piece;
  const way = built === undefined || after === undefined || piece.isHalf ? undefined : wayAside(built);
  if (way === undefined || built === undefined || after === undefined) return undefined;
  return [
    { ...piece, does: way, isHalf: true },
    { ...piece, does: way === 'drop' ? 'make' : 'alter', isHalf: true },
  ];
}
