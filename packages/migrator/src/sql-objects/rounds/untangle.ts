import { strongComponents } from '../../graph/build/strong-components.ts';
import type { Adjacency } from '../../graph/structure/adjacency.ts';
import { entityId } from '../../schema/entity/schema-entity.ts';
import { edgesOf, type Situation } from './edges.ts';
import type { Piece } from './piece.ts';
import { piecesOf, standing } from './pieces.ts';
import { halves } from './step-aside.ts';

/** Pieces that can be put in an order, slice by slice. */
export interface Untangled {
  readonly pieces: readonly Piece[];
  /** The pieces before each one. */
  readonly edges: Adjacency;
  /** Pieces of several slices that wait for each other, even if everything possible steps aside. */
  readonly knot?: readonly Piece[];
}

/**
 * Finds which pieces wait for which. If slices wait for each other, things that can be recreated without loss step
 * aside: a view that reads a column before and after its rename, the foreign key between two columns that both get
 * another type. `more`: unchanged things that step aside.
 */
export function untangle(situation: Situation, more: readonly Piece[]): Untangled {
  let withCalls = true;
  let pieces: readonly Piece[] = [...piecesOf(situation.slices), ...more];
  for (;;) {
    pieces = withFollowers(pieces, situation);
    const edges = edgesOf(pieces, situation, withCalls);
    const knots = strongComponents(edges).filter((knot) => new Set(knot.map((number) => pieces[number]?.of)).size > 1);
    if (knots.length === 0) return { pieces, edges };
    if (withCalls) {
      withCalls = false;
      continue;
    }
    const parted = partIn(pieces, edges, knots);
    if (parted === undefined) {
      const [knot = []] = knots;
      return { pieces, edges, knot: knot.flatMap((number) => pieces[number] ?? []) };
    }
    pieces = parted;
  }
}

/** Adds everything that depends on something that is dropped temporarily, which must be dropped as long. */
function withFollowers(pieces: readonly Piece[], { slices, before }: Situation): readonly Piece[] {
  let all = pieces;
  for (;;) {
    const gone = new Set(
      all.flatMap(({ does, built, isHalf }) =>
        does === 'drop' && isHalf && built !== undefined ? [entityId(built)] : [],
      ),
    );
    if (gone.size === 0) return all;
    const known = new Map(
      all.flatMap((piece) => (piece.index === undefined ? [] : [[`${piece.of} ${piece.index}`, piece] as const])),
    );
    const replaced = new Set<Piece>();
    const added: Piece[] = [];
    slices.forEach((states, of) => {
      if (!states.isOpen) return;
      states.built.forEach((entity, index) => {
        const own = known.get(`${of} ${index}`);
        if (own?.isHalf === true || own?.does === 'drop' || !usesAny(before.of(entity), gone)) return;
        const whole = own ?? standing(of, states, index);
        const parts = whole && halves(whole);
        if (parts === undefined) return;
        if (own !== undefined) replaced.add(own);
        added.push(...parts);
      });
    });
    if (added.length === 0) return all;
    all = [...all.filter((piece) => !replaced.has(piece)), ...added];
  }
}

function usesAny(used: ReadonlySet<string>, gone: ReadonlySet<string>): boolean {
  for (const id of gone) if (used.has(id)) return true;
  return false;
}

/**
 * The pieces, in which pieces of the knots are split into halves: those that wait for another slice and for which
 * another one waits, or, if there are none, all that can be split.
 */
function partIn(
  pieces: readonly Piece[],
  edges: Adjacency,
  knots: readonly (readonly number[])[],
): readonly Piece[] | undefined {
  const canPart = (number: number): boolean => {
    const piece = pieces[number];
    return piece?.does === 'alter' && halves(piece) !== undefined;
  };
  const numbers = knots.flatMap((knot) => {
    const able = knot.filter(canPart);
    const between = able.filter((number) => isBetween(number, knot, pieces, edges));
    return between.length > 0 ? between : able;
  });
  if (numbers.length === 0) return undefined;
  const parted = new Set(numbers);
  return pieces.flatMap((piece, number) => (parted.has(number) ? (halves(piece) ?? [piece]) : [piece]));
}

function isBetween(number: number, knot: readonly number[], pieces: readonly Piece[], edges: Adjacency): boolean {
  const of = pieces[number]?.of;
  const foreign = knot.filter((other) => pieces[other]?.of !== of);
  const awaits = edges.row(number).some((other) => foreign.includes(other));
  return awaits || foreign.some((other) => edges.row(other).includes(number));
}
