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

/** What decides the order of pieces. */
export interface Situation {
  readonly slices: readonly SliceStates[];
  /** The uses of the built state, in its names. */
  readonly before: Uses;
  /** The uses of the target state. */
  readonly after: Uses;
  readonly disturbance: Disturbance;
  /** Ids, in the target state, of everything that steps aside in the whole change. */
  readonly aside: ReadonlySet<string>;
}

/**
 * The pieces that come before each piece, as rows. `withCalls`: including those that only matter when a function is
 * called.
 */
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
  /** By id in the built state: the piece that removes, changes or renames it. */
  readonly #leaving = new Map<string, number[]>();
  /** By id in the target state: the piece that creates, changes or renames it. */
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

  /** What must exist, or have its new form, before the piece. */
  *before(piece: Piece, own: number, withCalls: boolean): Generator<number> {
    const { does, of, after } = piece;
    if (does === 'rename') {
      yield* this.#renamesBelow(of);
      return;
    }
    if (does === 'drop') yield* this.#tableThatGoes(piece);
    if (after === undefined || does === 'drop' || does === 'strip') return;
    // Created and altered entities contain the new names.
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

  /** The renames of values whose new names the entity contains. */
  *#newValuesOf(entity: SchemaEntity): Generator<number> {
    for (const { of, type, literal } of this.#values) {
      const number = this.#renames.get(of);
      if (number !== undefined && speaks(entity, literal) && this.#situation.after.of(entity).has(type)) yield number;
    }
  }

  /** What must wait for the piece, because the old form of its entity uses it. */
  *after(piece: Piece, own: number): Generator<number> {
    const { does, built, after, isHalf } = piece;
    if (does === 'rename') return;
    if (does === 'make' && built === undefined && after !== undefined) yield* this.#partsOfNewTable(after);
    // In the second half, the old form is gone.
    if (built === undefined || does === 'make' || (does === 'alter' && isHalf === true)) return;
    for (const id of this.#situation.before.of(built)) {
      for (const number of this.#leaving.get(id) ?? [])
        if (number !== own && this.#blocks(piece, built, id, number)) yield number;
    }
  }

  /** Whether a piece waits for another one's change of a thing that it uses. */
  #isAwaited(number: number, piece: Piece): boolean {
    const other = this.#pieces[number];
    if (other === undefined) return false;
    if (other.does === 'make' || other.does === 'rename') return true;
    if (!this.#situation.disturbance.isNoticed(other)) return false;
    return !isEnumOfColumn(other, piece) || !hasSpokenBefore(other, piece);
  }

  /** Whether the old form of an entity prevents a piece's change of a thing that it uses. */
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

  /** Renames of other slices whose new names this slice's renames contain. */
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

  /** Partitioning is dropped with its table, which would otherwise be rebuilt first. */
  *#tableThatGoes({ built }: Piece): Generator<number> {
    for (const table of built === undefined ? [] : partitioningsOf([built]).keys())
      for (const number of this.#leaving.get(idOfTable(table)) ?? [])
        if (this.#pieces[number]?.does === 'drop') yield number;
  }

  /** A new table is created with its columns, key and partitioning, so these wait for each other. */
  *#partsOfNewTable(entity: SchemaEntity): Generator<number> {
    const [partitioned] = partitioningsOf([entity]).keys();
    if (entity.type !== 'column' && entity.type !== 'primary-key' && partitioned === undefined) return;
    const table = partitioned ?? tableOf(entity);
    for (const number of (table && this.#coming.get(idOfTable(table))) ?? [])
      if (this.#pieces[number]?.does === 'make') yield number;
  }
}

/** A renamed enum value, which the SQL of entities may contain. */
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

/** A column of an enum is converted when the enum is rebuilt; only its default may be in the way. */
function isEnumOfColumn({ was }: Piece, { built, after }: Piece): boolean {
  if (was?.type !== 'enum' || built?.type !== 'column' || after?.type !== 'column') return false;
  const type = TableKey.of(was.schema, was.name);
  return enumKey(after) === type;
}

/** Whether the enum already has the column's new default. */
function hasSpokenBefore({ was }: Piece, { after }: Piece): boolean {
  return was?.type === 'enum' && after?.type === 'column' && isKnown(after.facts.default, was.facts.values);
}

/** Whether the enum still has the column's old default afterwards. */
function mayStay({ after }: Piece, { built }: Piece): boolean {
  return after?.type === 'enum' && built?.type === 'column' && isKnown(built.facts.default, after.facts.values);
}

function isKnown(initial: string | undefined, values: readonly string[]): boolean {
  return initial === undefined || values.some((value) => plainLiteral(value) === initial);
}
