import { type Change, changeOf } from '../../schema/change/change.ts';
import { entityLabel, type SchemaEntity } from '../../schema/entity/schema-entity.ts';
import { dependents } from '../../schema/mend/dependents.ts';
import type { Rename } from '../../schema/rename/rename.ts';
import type { ReadSql } from '../footprint/statement-footprint.ts';
import { Disturbance } from './disturbance.ts';
import type { Situation } from './edges.ts';
import type { Piece, SliceStates } from './piece.ts';
import { roundState } from './round-state.ts';
import { type Batch, schedule } from './schedule.ts';
import { torn } from './torn.ts';
import { type Untangled, untangle } from './untangle.ts';
import { Uses } from './uses.ts';

/** The work of one slice at one time: one revision, or several if PostgreSQL requires it. */
export interface Round {
  readonly slice: string;
  /** The slice's entities after it. */
  readonly after: readonly SchemaEntity[];
  /** The renames in it. */
  readonly renames: readonly Rename[];
  /** The slices whose earlier rounds must be below it. */
  readonly needs: ReadonlySet<string>;
  /** For a round that is not the last of its slice: the slices for which it comes first. */
  readonly ahead: readonly string[];
}

/** What no order of rounds can do: entities that wait for each other, by slice. */
export interface Knot {
  readonly slices: readonly string[];
  readonly things: readonly KnottedThing[];
}

export interface KnottedThing {
  readonly slice: string;
  /** `column orders.total`. */
  readonly thing: string;
  readonly isNew: boolean;
}

export interface RoundPlanner {
  readonly read: ReadSql;
  /** Objects of `sql/` that a change cannot replace in place. */
  displaced(change: Change): ReadonlySet<string>;
}

/**
 * Plans a change of several slices as one, and cuts it into rounds of one slice each: new things come before things
 * that use them, users are dropped before what they use, and what is in the way steps aside first. The order comes from
 * what each thing uses; the order of slices only decides between independent rounds.
 */
export function planRounds(slices: readonly SliceStates[], planner: RoundPlanner): readonly Round[] | Knot {
  const [before, renamed, after] = [
    slices.flatMap(({ built }) => built),
    slices.flatMap((states) => states.renamed),
    slices.flatMap((states) => states.after),
  ];
  const change: Change = { ...changeOf(renamed, after), before, renames: slices.flatMap(({ renames }) => renames) };
  const displaced = planner.displaced(change);
  const situation: Situation = {
    slices,
    before: new Uses(before, planner.read),
    after: new Uses(after, planner.read),
    disturbance: new Disturbance(change, displaced),
    aside: dependents(change, displaced).after,
  };
  const labelOf = (of: number): string => slices[of]?.slice ?? '';
  const planned = settle(situation);
  if ('knot' in planned) {
    const things = planned.knot.map((piece) => thingOf(piece, labelOf));
    return {
      slices: distinct(planned.knot.map(({ of }) => labelOf(of))),
      things: things.sort((a, b) => (a.thing < b.thing ? -1 : 1)),
    };
  }
  const { pieces, edges, batches } = planned;
  const slicesOf = (numbers: readonly number[], own: number): readonly string[] =>
    distinct(
      numbers
        .flatMap((number) => pieces[number]?.of ?? [])
        .filter((of) => of !== own)
        .map(labelOf),
    );
  const later = (batch: Batch): readonly number[] => {
    const own = new Set(batch.pieces);
    return pieces.flatMap((_, number) => (edges.row(number).some((earlier) => own.has(earlier)) ? [number] : []));
  };
  const done = new Set<number>();
  const renames: (readonly Rename[])[] = [];
  return batches.map((batch) => {
    const { of, pieces: numbers, isPartial } = batch;
    const states = slices[of] ?? NOTHING;
    for (const number of numbers) done.add(number);
    const own = numbers.some((number) => pieces[number]?.does === 'rename') ? states.renames : [];
    if (own.length > 0) renames.push(own);
    const mine = pieces.filter((piece, number) => piece.of === of && done.has(number));
    return {
      slice: states.slice,
      after: roundState(states, mine, renames),
      renames: own,
      needs: new Set(
        slicesOf(
          numbers.flatMap((number) => edges.row(number)),
          of,
        ),
      ),
      ahead: isPartial ? slicesOf(later(batch), of) : [],
    };
  });
}

/** Until nothing is left that no batch could take along. */
function settle(situation: Situation): (Untangled & { readonly batches: readonly Batch[] }) | Required<Untangled> {
  let more: readonly Piece[] = [];
  for (;;) {
    const { knot, ...found } = untangle(situation, more);
    if (knot !== undefined) return { ...found, knot };
    const batches = schedule(found.pieces, found.edges, situation.slices.length);
    const fresh = torn(situation, found.pieces, batches);
    if (fresh.length === 0) return { ...found, batches };
    more = [...more, ...fresh];
  }
}

const NOTHING: SliceStates = { slice: '', built: [], renamed: [], after: [], renames: [], isOpen: false };

function distinct(labels: readonly string[]): readonly string[] {
  return [...new Set(labels)].sort();
}

function thingOf({ of, was, after }: Piece, labelOf: (of: number) => string): KnottedThing {
  const entity = after ?? was;
  return {
    slice: labelOf(of),
    thing: entity === undefined ? 'its renames' : entityLabel(entity),
    isNew: was === undefined && entity !== undefined,
  };
}
