import { ConnectionLostError } from '../errors/database/connection-errors.ts';
import type { BatchKey, BatchMark } from '../ports/database/backfill-store.ts';
import type { RevisionAttempt } from '../ports/database/revision-runner.ts';
import type { BackfillState, FailedKey } from '../state/backfill-state.ts';
import { InMemoryBackground } from './in-memory-background.ts';

/** The rows of `braid.batch` in memory. */
export class InMemoryBackfills {
  readonly #rows = new Map<string, BackfillState>();
  readonly #now: () => Date;
  readonly background: InMemoryBackground;

  constructor(now: () => Date) {
    this.#now = now;
    this.background = new InMemoryBackground(now);
  }

  /** Of the revisions that are still half-way. */
  among(revisions: readonly string[]): readonly BackfillState[] {
    return revisions.flatMap((revision) => {
      const [row, background] = [this.#rows.get(revision), this.background.of(revision)];
      if (row === undefined) return [];
      return background === undefined ? row : { ...row, background };
    });
  }

  begin({ record }: RevisionAttempt, { table, columns }: BatchKey, size: number, goesOn: boolean): void {
    const { revision, slice, direction } = record;
    if (goesOn && this.#rows.has(revision)) return;
    const [since, only] = [this.#now().toISOString(), columns.map(() => '1')];
    const place = { revision, slice, direction, table, key: columns, lower: only, upper: only };
    const counts = { batches: 0, keys: 0, rows: 0, estimate: 1, failed: [], busyMs: 0 };
    this.#rows.set(revision, { ...place, ...counts, size, since, updatedAt: since });
  }

  of(revision: string): BackfillState {
    const row = this.#rows.get(revision);
    if (row === undefined) throw new RangeError(`no batches of ${revision} were begun`);
    return row;
  }

  /** Throws when they did not come as far as somebody believes. */
  expect(revision: string, cursor: readonly string[] | undefined): void {
    const found = this.#rows.get(revision)?.cursor;
    if (found === undefined ? cursor === undefined : cursor !== undefined && isSame(found, cursor)) return;
    throw lostBatches();
  }

  drop(revision: string): void {
    this.#rows.delete(revision);
  }

  mark(revision: string, mark: Exclude<BatchMark, { kind: 'step' }>, rows: number): void {
    this.#change(revision, (row) => {
      if (mark.kind === 'retried') return { ...row, failed: row.failed.filter(({ key }) => !isSame(key, mark.key)) };
      const { to: cursor, keys, nextSize: size, busyMs } = mark;
      const { batches } = row;
      return {
        ...row,
        cursor,
        size,
        batches: batches + 1,
        keys: row.keys + keys,
        rows: row.rows + rows,
        busyMs: row.busyMs + busyMs,
      };
    });
  }

  skip(revision: string, failed: FailedKey): void {
    this.#change(revision, (row) => ({
      ...row,
      cursor: failed.key,
      keys: row.keys + 1,
      failed: [...row.failed, failed],
    }));
  }

  pause(revision: string, reason: string | undefined): void {
    this.#change(revision, ({ pausedFor: _pausedFor, pausedAt: _pausedAt, ...row }) =>
      reason === undefined ? row : { ...row, pausedFor: reason, pausedAt: _pausedAt ?? this.#now().toISOString() },
    );
  }

  #change(revision: string, change: (row: BackfillState) => BackfillState): void {
    const row = this.#rows.get(revision);
    if (row !== undefined) this.#rows.set(revision, { ...change(row), updatedAt: this.#now().toISOString() });
  }
}

/** What the server says about a run that believes too much. */
export function lostBatches(): ConnectionLostError {
  return new ConnectionLostError({ said: 'the server lost what it had committed' });
}

function isSame(key: readonly string[], other: readonly string[]): boolean {
  return key.length === other.length && key.every((value, index) => value === other[index]);
}
