import { type SchemaEntity, withFacts } from '../../schema/entity/schema-entity.ts';
import type { Piece } from './piece.ts';

/** Objects of `sql/` that hold no rows, and are no column's type. */
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

/** How an entity can make room temporarily: dropped, stripped of its references, or not at all. */
export function wayAside(entity: SchemaEntity): 'drop' | 'strip' | undefined {
  switch (entity.type) {
    case 'view':
    case 'foreign-key':
    case 'check':
      return 'drop';
    case 'index':
      // Without a unique index, rows may be written on which it can no longer be built.
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

/** A stripped entity: a column without its default, a policy that shows no rows to anybody. */
export function stripped(entity: SchemaEntity): SchemaEntity {
  if (entity.type === 'column') return withFacts(entity, { default: undefined });
  if (entity.type !== 'policy') return entity;
  const { using, withCheck } = entity.facts;
  return withFacts(entity, {
    ...(using === undefined ? {} : { using: 'false' }),
    ...(withCheck === undefined ? {} : { withCheck: 'false' }),
  });
}

/** The two halves of an entity that steps aside; `undefined` if it cannot. */
export function halves(piece: Piece): readonly Piece[] | undefined {
  const { built, after } = piece;
  const way = built === undefined || after === undefined || piece.isHalf ? undefined : wayAside(built);
  if (way === undefined || built === undefined || after === undefined) return undefined;
  return [
    { ...piece, does: way, isHalf: true },
    { ...piece, does: way === 'drop' ? 'make' : 'alter', isHalf: true },
  ];
}
