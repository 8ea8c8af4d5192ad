import { entityId } from '../../schema/entity/schema-entity.ts';
import type { Situation } from './edges.ts';
import type { Piece } from './piece.ts';
import { standing } from './pieces.ts';
import type { Batch } from './schedule.ts';
import { halves } from './step-aside.ts';

/**
 * The halves of unchanged entities that depend on several things that change in different batches, such as a foreign
 * key between columns of two slices: the revision that changes one of them could not create it again before the other
 * has changed.
 */
export function torn(
  { slices, before, aside, disturbance }: Situation,
  pieces: readonly Piece[],
  batches: readonly Batch[],
): readonly Piece[] {
  const batchOf = new Map(batches.flatMap((batch, place) => batch.pieces.map((number) => [number, place] as const)));
  const changes = new Map<string, number[]>();
  pieces.forEach(({ built }, number) => {
    if (built === undefined) return;
    const id = entityId(built);
    changes.set(id, [...(changes.get(id) ?? []), number]);
  });
  return slices.flatMap((states, of) =>
    states.built.flatMap((entity, index): readonly Piece[] => {
      const was = states.renamed[index];
      if (!states.isOpen || was === undefined || !aside.has(entityId(was)) || changes.has(entityId(entity))) return [];
      const places = [...before.of(entity)].flatMap((id) =>
        (changes.get(id) ?? []).flatMap((number) => {
          const cause = pieces[number];
          const isHard =
            cause?.does === 'drop' ||
            (cause !== undefined && disturbance.isInTheWay(cause, entity) && !disturbance.isHarmless(cause));
          return isHard ? [batchOf.get(number)] : [];
        }),
      );
      const piece = new Set(places).size < 2 ? undefined : standing(of, states, index);
      return piece === undefined ? [] : (halves(piece) ?? []);
    }),
  );
}
