import { AdjacencyBuilder } from '../../graph/build/adjacency-builder.ts';
import type { Adjacency } from '../../graph/structure/adjacency.ts';
import { entityId, enumKey, type SchemaEntity, tableOf } from '../../schema/entity/schema-entity.ts';
import { TableKey } from '../../schema/entity/table-key.ts';
import { partitioningsOf } from '../../schema/partitioning/partitioning-of.ts';
import { plainLiteral } from '../../sql/names/plain-literal.ts';
import { type Disturbance, followsRename } from './disturbance.ts';
import type { Piece, SliceStates } from './piece.ts';
import { renamedEntities } from './pieces.ts';
import type { Uses } from './uses.ts';

/** What tells the order of pieces. */
export interface Situation {
  readonly slices: readonly SliceStates[];
  /** Of what is built, in its names. */
  readonly before: Uses;
  /** Of what should be. */
  readonly after: Uses;
  readonly disturbance: Disturbance;
  /** Ids, in the state that should be, of what steps aside in the change as a whole. */
  readonly aside: ReadonlySet<string>;
}

/** The pieces that come before each piece, as rows. `withCalls`: also what only matters when a function is called. */
export function edgesOf(pieces: readonly Piece[], situation: Situation, withCalls: boolean): Adjacency {
  const found = new EdgeFinder(pieces, situation);
  const rows = pieces.map((piece, number) => [...found.before(piece, number, withCalls)]);
  const back: number[][] = pieces.map(() => []);
  pieces.forEach((piece, number) => {
    for (const later of found.after(piece, number)) back[later]?.push(number);
  });
  const size = rows.reduce((sum, row, number) => sum + row.length + (back[number]?.length ?? 0), 0);
  const builder = new AdjacencyBuilder(pieces.length, size);
  rows.forEach((row, number) => {
    for (const earlier of [...row, ...(back[number] ?? [])]) if (earlier !== number) builder.add(number, earlier);
  });
  return builder.build();
}

class EdgeFinder {
  readonly #pieces: readonly Piece[];
  readonly #situation: Situation;
  /** By id in the built state: what takes it away, changes or renames it. */
  readonly #leaving = new Map<string, number[]>();
  /** By id in the state that should be: what makes, changes or renames it. */
  readonly #coming = new Map<string, number[]>();
  readonly #renames = new Map<number, number>();
  readonly #renamed = new Map<string, SchemaEntity>();
  readonly #values: readonly RenamedValue[];

  constructor(pieces: readonly Piece[], situation: Situation) {
    this.#pieces = pieces;
    this.#situation = situation;
    this.#values = renamedValues(situation.slices);
    pieces.forEach(({ does, of, built, after }, number) => {
      if (does === 'rename') {
        this.#renames.set(of, number);
        for (const [was, is] of renamedEntities(situation.slices, of)) {
          add(this.#leaving, entityId(was), number);
          add(this.#coming, entityId(is), number);
          this.#renamed.set(entityId(was), was);
        }
        return;
      }
      if (built !== undefined) add(this.#leaving, entityId(built), number);
      if (after !== undefined && does !== 'drop' && does !== 'strip') add(this.#coming, entityId(after), number);
    });
  }

  /** What has to be there, or to have its new form, before the piece. */
  *before(piece: Piece, own: number, withCalls: boolean): Generator<number> {
    const { does, of, after } = piece;
    if (does === 'rename') {
      yield* this.#renamesBelow(of);
      return;
    }
    if (does === 'drop') yield* this.#tableThatGoes(piece);
    if (after === undefined || does === 'drop' || does === 'strip') return;
    // What is made and altered speaks the new names.
    const renames = this.#renames.get(of);
    if (renames !== undefined) yield renames;
    if (piece.isHalf === true) yield* this.#otherHalf(piece, own);
    yield* this.#newValuesOf(after);
    const { after: uses } = this.#situation;
    for (const id of uses.of(after)) {
      for (const number of this.#coming.get(id) ?? []) if (this.#isAwaited(number, piece)) yield number;
    }
    if (!withCalls) return;
    for (const id of uses.whenCalled(after)) yield* this.#coming.get(id) ?? [];
  }

  /** The renames of values that the entity speaks of already. */
  *#newValuesOf(entity: SchemaEntity): Generator<number> {
    for (const { of, type, literal } of this.#values) {
      const number = this.#renames.get(of);
      if (number !== undefined && speaks(entity, literal) && this.#situation.after.of(entity).has(type)) yield number;
    }
  }

  /** What can happen only when the piece is done: the old form of its entity uses it. */
  *after(piece: Piece, own: number): Generator<number> {
    const { does, built, after, isHalf } = piece;
    if (does === 'rename') return;
    if (does === 'make' && built === undefined && after !== undefined) yield* this.#partsOfNewTable(after);
    // The second half has nothing left of the old form.
    if (built === undefined || does === 'make' || (does === 'alter' && isHalf === true)) return;
    for (const id of this.#situation.before.of(built)) {
      for (const number of this.#leaving.get(id) ?? [])
        if (number !== own && this.#blocks(piece, built, id, number)) yield number;
    }
  }

  /** Whether a piece waits for what another one does to a thing that it uses. */
  #isAwaited(number: number, piece: Piece): boolean {
    const other = this.#pieces[number];
    if (other === undefined) return false;
    if (other.does === 'make' || other.does === 'rename') return true;
    if (!this.#situation.disturbance.isNoticed(other)) return false;
    return !isEnumOfColumn(other, piece) || !hasSpokenBefore(other, piece);
  }

  /** Whether the old form of an entity is in the way of what a piece does to a thing that it uses. */
  #blocks(piece: Piece, user: SchemaEntity, id: string, number: number): boolean {
    const other = this.#pieces[number];
    if (other === undefined) return false;
    if (other.does === 'rename') {
      const renamed = this.#renamed.get(id);
      return renamed === undefined || !followsRename(user, renamed);
    }
    if (other.does === 'drop') return true;
    if (other.does !== 'alter' || !this.#situation.disturbance.isInTheWay(other, user)) return false;
    return !isEnumOfColumn(other, piece) || !mayStay(other, piece);
  }

  /** Renames of other slices that the slice's own speak already. */
  *#renamesBelow(of: number): Generator<number> {
    const states = this.#situation.slices[of];
    for (const [slice, number] of this.#renames) {
      if (slice === of) continue;
      const containers = new Set(
        renamedEntities(this.#situation.slices, slice).map(
          ([, { schema, name, table }]) => `${schema}\0${table}\0${name}`,
        ),
      );
      const speaks = states?.renames.some(({ from: [first = '', second = ''] }) =>
        [`\0\0${first}`, `${first}\0\0${second}`].some((container) => containers.has(container)),
      );
      if (speaks === true) yield number;
    }
  }

  *#otherHalf({ of, index }: Piece, own: number): Generator<number> {
    for (const [number, other] of this.#pieces.entries())
      if (number !== own && other.of === of && other.index === index && other.isHalf === true) yield number;
  }

  /** How a table is partitioned goes with it: it would be rebuilt before. */
  *#tableThatGoes({ built }: Piece): Generator<number> {
    for (const table of built === undefined ? [] : partitioningsOf([built]).keys())
      for (const number of this.#leaving.get(idOfTable(table)) ?? [])
        if (this.#pieces[number]?.does === 'drop') yield number;
  }

  /** A new table comes with its columns, its key and how it is partitioned: they wait for each other. */
  *#partsOfNewTable(entity: SchemaEntity): Generator<number> {
    const [partitioned] = partitioningsOf([entity]).keys();
    if (entity.type !== 'column' && entity.type !== 'primary-key' && partitioned === undefined) return;
    const table = partitioned ?? tableOf(entity);
    for (const number of (table && this.#coming.get(idOfTable(table))) ?? [])
      if (this.#pieces[number]?.does === 'make') yield number;
  }
}

/** A value of an enum that a slice gives another name, which is in the SQL of entities. */
interface RenamedValue {
  readonly of: number;
  /** The id of the enum. */
  readonly type: string;
  readonly literal: string;
}

function renamedValues(slices: readonly SliceStates[]): readonly RenamedValue[] {
  return slices.flatMap(({ renames }, of) =>
    renames.flatMap(({ kind, to: [schema = '', name = '', value = ''] }) =>
      kind === 'enum-value'
        ? [{ of, type: entityId({ type: 'enum', schema, table: '', name }), literal: plainLiteral(value) }]
        : [],
    ),
  );
}

function idOfTable({ schema, name }: TableKey): string {
  return entityId({ type: 'table', schema, table: '', name });
}

function speaks({ facts }: SchemaEntity, literal: string): boolean {
  return JSON.stringify(facts).includes(JSON.stringify(literal).slice(1, -1));
}

function add(map: Map<string, number[]>, id: string, number: number): void {
  const known = map.get(id);
  if (known === undefined) map.set(id, [number]);
  else known.push(number);
}

/** A column of an enum goes along when that is rebuilt; only its default may be in the way. */
function isEnumOfColumn({ was }: Piece, { built, after }: Piece): boolean {
  if (was?.type !== 'enum' || built?.type !== 'column' || after?.type !== 'column') return false;
  const type = TableKey.of(was.schema, was.name);
  return enumKey(after) === type;
}

/** Whether the enum knows the column's new default already. */
function hasSpokenBefore({ was }: Piece, { after }: Piece): boolean {
  return was?.type === 'enum' && after?.type === 'column' && isKnown(after.facts.default, was.facts.values);
}

/** Whether the enum still knows the column's old default afterwards. */
function mayStay({ after }: Piece, { built }: Piece): boolean {
  return after?.type === 'enum' && built?.type === 'column' && isKnown(built.facts.default, after.facts.values);
}

function isKnown(initial: string | undefined, values: readonly string[]): boolean {
  return initial === undefined || values.some((value) => plainLiteral(value) === initial);
}
