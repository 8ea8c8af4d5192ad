import { entityId, type SchemaEntity } from '../../schema/entity/schema-entity.ts';
import type { Rename } from '../../schema/rename/rename.ts';
import { replayRenames } from '../../schema/rename/replay-renames.ts';
import type { Piece, SliceStates } from './piece.ts';
import { stripped } from './step-aside.ts';

/** The state of a slice after some pieces and the renames of some slices, in the order of the schema. */
export function roundState(
  { built, renamed, after }: SliceStates,
  done: readonly Piece[],
  renames: readonly (readonly Rename[])[],
): readonly SchemaEntity[] {
  const byIndex = new Map<number, Piece[]>();
  for (const piece of done) {
    if (piece.index === undefined) continue;
    byIndex.set(piece.index, [...(byIndex.get(piece.index) ?? []), piece]);
  }
  const places = new Map(after.map((entity, place) => [entityId(entity), place]));
  const now = renames.reduce((state, each) => replayRenames(state, each), built);
  const standing = now.flatMap((entity, index) => {
    const becomes = afterPieces(entity, byIndex.get(index) ?? []);
    const final = renamed[index];
    const place = final === undefined ? undefined : places.get(entityId(final));
    return becomes === undefined ? [] : [{ entity: becomes, place: place ?? after.length + index }];
  });
  const made = done.flatMap(({ index, after: entity }) =>
    index !== undefined || entity === undefined ? [] : [{ entity, place: places.get(entityId(entity)) ?? 0 }],
  );
  return [...standing, ...made].sort((a, b) => a.place - b.place).map(({ entity }) => entity);
}

function afterPieces(entity: SchemaEntity, pieces: readonly Piece[]): SchemaEntity | undefined {
  const last = pieces.find(({ does }) => does === 'alter' || does === 'make');
  if (last?.after !== undefined) return last.after;
  if (pieces.some(({ does }) => does === 'drop')) return undefined;
  return pieces.some(({ does }) => does === 'strip') ? stripped(entity) : entity;
}
