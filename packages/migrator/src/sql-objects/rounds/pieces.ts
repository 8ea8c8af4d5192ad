import { sameFacts } from '../../schema/change/entity-changes.ts';
import { entityId, type SchemaEntity } from '../../schema/entity/schema-entity.ts';
import type { Piece, SliceStates } from './piece.ts';

/** All pieces of a change in all slices, one per entity. */
export function piecesOf(slices: readonly SliceStates[]): readonly Piece[] {
  return slices.flatMap(({ built, renamed, after, renames, isOpen }, of): readonly Piece[] => {
    if (!isOpen) return [];
    const now = new Map(after.map((entity) => [entityId(entity), entity]));
    const then = new Set(renamed.map(entityId));
    const pieces: Piece[] = renames.length === 0 ? [] : [{ does: 'rename', of }];
    built.forEach((entity, index) => {
      const was = renamed[index];
      if (was === undefined) return;
      const becomes = now.get(entityId(was));
      if (becomes === undefined) pieces.push({ does: 'drop', of, index, built: entity, was });
      else if (!sameFacts(was, becomes)) pieces.push({ does: 'alter', of, index, built: entity, was, after: becomes });
    });
    for (const entity of after) if (!then.has(entityId(entity))) pieces.push({ does: 'make', of, after: entity });
    return pieces;
  });
}

/** An unchanged entity, as a piece that could step aside. */
export function standing(of: number, { built, renamed, after }: SliceStates, index: number): Piece | undefined {
  const [entity, was] = [built[index], renamed[index]];
  if (entity === undefined || was === undefined) return undefined;
  const stays = after.find((each) => entityId(each) === entityId(was));
  return stays === undefined ? undefined : { does: 'alter', of, index, built: entity, was, after: stays };
}

/** The things that a slice's renames rename, with their built and their new form. */
export function renamedEntities(
  slices: readonly SliceStates[],
  of: number,
): readonly (readonly [SchemaEntity, SchemaEntity])[] {
  const states = slices[of];
  return (states?.built ?? []).flatMap((entity, index) => {
    const was = states?.renamed[index];
    return was === undefined || entityId(was) === entityId(entity) ? [] : [[entity, was] as const];
  });
}
