import type { Adjacency } from '../../graph/structure/adjacency.ts';
import { entityId, tableOf } from '../../schema/entity/schema-entity.ts';
import type { Piece } from './piece.ts';

/** The pieces of one slice that make one revision. */
export interface Batch {
  readonly of: number;
  readonly pieces: readonly number[];
  /** Whether more batches of the slice follow. */
  readonly isPartial: boolean;
}

/**
 * Cuts pieces into batches of one slice each, in a possible order. A slice that can be finished is finished; only if
 * none can, one of them does first what others wait for. There must be no cycle across slices.
 */
export function schedule(pieces: readonly Piece[], edges: Adjacency, count: number): readonly Batch[] {
  const scheduler = new Scheduler(pieces, edges, count);
  const batches: Batch[] = [];
  for (let batch = scheduler.next(); batch !== undefined; batch = scheduler.next()) {
    batches.push(batch);
    scheduler.finish(batch);
  }
  return batches;
}

class Scheduler {
  readonly #pieces: readonly Piece[];
  readonly #edges: Adjacency;
  readonly #waiting: Set<number>[];

  constructor(pieces: readonly Piece[], edges: Adjacency, count: number) {
    this.#pieces = pieces;
    this.#edges = edges;
    this.#waiting = Array.from({ length: count }, () => new Set<number>());
    pieces.forEach(({ of }, number) => {
      this.#waiting[of]?.add(number);
    });
  }

  finish({ of, pieces }: Batch): void {
    for (const number of pieces) this.#waiting[of]?.delete(number);
  }

  next(): Batch | undefined {
    const open = this.#waiting.flatMap((waiting, of) =>
      waiting.size === 0 ? [] : [{ of, waiting, ready: this.#ready(of) }],
    );
    const complete = open.find(({ waiting, ready }) => ready.size === waiting.size);
    if (complete !== undefined) return { of: complete.of, pieces: [...complete.ready], isPartial: false };
    const ahead = open
      .map(({ of, ready }) => ({ of, pieces: this.#wanted(of, ready), isPartial: true }))
      .filter(({ pieces }) => pieces.length > 0);
    const sorted = ahead.sort((a, b) => (this.#firstName(a) < this.#firstName(b) ? -1 : 1));
    // Prefer one that lets another slice finish, which saves a revision.
    return sorted.find((batch) => this.#letsFinish(batch)) ?? sorted[0];
  }

  /** What a slice can do now: everything that only waits for finished pieces, or for pieces in the same batch. */
  #ready(of: number, gone: ReadonlySet<number> = NONE): Set<number> {
    const ready = new Set([...(this.#waiting[of] ?? [])].filter((number) => !gone.has(number)));
    for (let shrinks = true; shrinks; ) {
      shrinks = false;
      for (const number of ready) {
        if (
          !this.#edges.row(number).some((earlier) => !ready.has(earlier) && !gone.has(earlier) && this.#waits(earlier))
        )
          continue;
        ready.delete(number);
        shrinks = true;
      }
    }
    return ready;
  }

  /** Of the ready pieces, those for which other slices wait, and parts of tables that are created with them. */
  #wanted(of: number, ready: ReadonlySet<number>): readonly number[] {
    const awaited = this.#waiting.flatMap((waiting, other) =>
      other === of ? [] : [...waiting].flatMap((number) => this.#edges.row(number).filter((it) => ready.has(it))),
    );
    const reached = new Set(awaited);
    for (let number = awaited.pop(); number !== undefined; number = awaited.pop()) {
      for (const earlier of this.#edges.row(number)) {
        if (reached.has(earlier) || !ready.has(earlier)) continue;
        reached.add(earlier);
        awaited.push(earlier);
      }
    }
    const wanted = [...reached];
    const chosen = new Set(wanted);
    const made = new Set(wanted.flatMap((number) => this.#newTable(number)));
    const parts = [...ready].filter((number) => {
      const { does, after } = this.#pieces[number] ?? {};
      const table = after === undefined || does !== 'make' ? undefined : tableOf(after);
      return (
        table !== undefined &&
        made.has(table.path) &&
        !this.#edges.row(number).some((it) => !chosen.has(it) && this.#waits(it))
      );
    });
    return [...new Set([...wanted, ...parts])];
  }

  #newTable(number: number): readonly string[] {
    const { does, after } = this.#pieces[number] ?? {};
    const table = after?.type === 'table' && does === 'make' ? tableOf(after) : undefined;
    return table === undefined ? [] : [table.path];
  }

  /** Decides by content, so that nothing depends on the names of slices. */
  #firstName({ pieces }: Batch): string {
    return pieces.reduce((least, number) => {
      const { after, built } = this.#pieces[number] ?? {};
      const entity = after ?? built;
      const id = entity === undefined ? '' : entityId(entity);
      return id !== '' && (least === '' || id < least) ? id : least;
    }, '');
  }

  #letsFinish({ of, pieces }: Batch): boolean {
    const gone = new Set(pieces);
    return this.#waiting.some(
      (waiting, other) => other !== of && waiting.size > 0 && this.#ready(other, gone).size === waiting.size,
    );
  }

  #waits(number: number): boolean {
    return this.#waiting[this.#pieces[number]?.of ?? 0]?.has(number) === true;
  }
}

const NONE: ReadonlySet<number> = new Set();
