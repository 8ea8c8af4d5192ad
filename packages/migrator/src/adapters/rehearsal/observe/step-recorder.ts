import type { Client } from 'pg';
import type { ServerFailure } from '../../../ports/database/server-failure.ts';
import type { ObservedStep } from '../../../rehearsal/observed-step.ts';
import { strongerOf } from '../../../sql/statement/lock-mode.ts';
import { readStatement } from '../../../sql/statement/read-statement.ts';
import type { RelationLock } from '../../../sql/statement/statement-facts.ts';
import type { RevisionRecord } from '../../../state/revision-record.ts';
import { HeldLocks } from './held-locks.ts';
import { lockMode } from './lock-modes.ts';
import { type ProbeRow, takeProbes } from './probe.ts';
import { type Moment, type Relation, readMoment } from './relations.ts';
import { watchLocks } from './watch-locks.ts';

interface Counts {
  inserted: number;
  updated: number;
  deleted: number;
}

interface Open {
  readonly record: Pick<RevisionRecord, 'revision' | 'slice' | 'direction'>;
  readonly began: number;
  readonly before: Moment;
  readonly locks: HeldLocks;
  readonly written: Set<string>;
  readonly scanned: Set<string>;
  rows: Counts | null;
  locksAre: ObservedStep['locksAre'];
}

/** Adds up what one revision after the other does, on a session of its own beside the one that runs them. */
export class StepRecorder {
  readonly #client: Client;
  readonly #stateSchema: string;
  #steps: ObservedStep[] = [];
  #last: Moment | undefined;
  #open: Open | undefined;

  constructor(client: Client, stateSchema: string) {
    this.#client = client;
    this.#stateSchema = stateSchema;
  }

  take(): readonly ObservedStep[] {
    const steps = this.#steps;
    this.#steps = [];
    return steps;
  }

  /** Begins a revision, or continues with it. What a try that failed left is forgotten. */
  async begin(record: Open['record'], locksAre: ObservedStep['locksAre']): Promise<void> {
    const open = this.#open;
    if (open?.record.revision === record.revision && open.record.direction === record.direction) return;
    const before = this.#last ?? (await readMoment(this.#client, this.#stateSchema));
    await takeProbes(this.#client);
    this.#open = {
      ...{ record, before, locksAre, began: performance.now() },
      ...{ locks: new HeldLocks(before.relations), written: new Set<string>(), scanned: new Set<string>(), rows: null },
    };
  }

  /**
   * Runs a statement outside a transaction of the revision, and looks at its locks from beside it. What PostgreSQL
   * documents counts where that was not seen: the statement, or this lock of it, was over too soon.
   */
  async watch(sql: string, work: () => Promise<ServerFailure | undefined>): Promise<ServerFailure | undefined> {
    const { result, ms, seen } = await watchLocks(this.#client, work);
    const open = this.#open;
    if (result !== undefined || open === undefined) return result;
    for (const lock of seen.locks) open.locks.add(lock.oid, lock.mode, lock.ms);
    const unseen = locksOf(sql).flatMap(({ name, mode }) => {
      const oids = open.locks.oidsOf(name);
      const isSeen = seen.locks.some((lock) => oids.includes(lock.oid) && strongerOf(lock.mode, mode) === lock.mode);
      return isSeen ? [] : oids.map((oid) => ({ oid, mode }));
    });
    for (const { oid, mode } of unseen) open.locks.add(oid, mode, ms);
    tellLocks(open, seen.looks > 0 && unseen.length === 0 ? 'observed' : 'documented');
    return result;
  }

  /** A transaction of the open revision is committed. */
  async committed(): Promise<void> {
    const { probes, now } = await takeProbes(this.#client);
    if (this.#open !== undefined && probes.length > 0) addProbes(this.#open, probes, now);
  }

  /** The revision is committed. */
  async finish(record: Open['record']): Promise<void> {
    const open = this.#open;
    if (open?.record.revision !== record.revision) return;
    const durationMs = Math.round(performance.now() - open.began);
    await this.committed();
    const after = await readMoment(this.#client, this.#stateSchema);
    const { before, locks, locksAre, rows, written, scanned } = open;
    const { revision, slice, direction } = open.record;
    this.#steps.push({
      ...{ revision, slice, direction, durationMs, locksAre, rows },
      scanned: [...scanned].sort(),
      locks: locks.all(durationMs),
      rewritten: rewritten(before.relations, after.relations),
      written: [...written].sort(),
      walBytes: after.wal - before.wal,
      sizeBytes: after.bytes - before.bytes,
    });
    this.#last = after;
    this.#open = undefined;
  }
}

/** What was not seen of one statement is not known of the revision. */
function tellLocks(open: Open, are: 'observed' | 'documented'): void {
  if (open.locksAre !== 'documented') open.locksAre = are;
}

function locksOf(sql: string): readonly RelationLock[] {
  return readStatement(sql).locks.filter(({ mode }) => mode !== 'ACCESS SHARE');
}

/** Locks and counts of one transaction. */
function addProbes(open: Open, probes: readonly ProbeRow[], end: number): void {
  const [first] = probes;
  const last = probes.at(-1);
  if (first === undefined || last === undefined) return;
  tellLocks(open, 'observed');
  const seen = new Set<string>();
  probes.forEach((probe, at) => {
    // It was taken after what was noted before.
    const since = (probes[at - 1] ?? first).at;
    for (const [oid, word] of probe.locks) {
      const mode = lockMode(word);
      if (mode === undefined || seen.has(`${oid} ${mode}`)) continue;
      seen.add(`${oid} ${mode}`);
      open.locks.add(oid, mode, end - since);
    }
  });
  const before = new Map(first.counts.map(([oid, ...counts]) => [oid, counts]));
  const sum: Counts = open.rows ?? { inserted: 0, updated: 0, deleted: 0 };
  for (const [oid, inserted, updated, deleted, scans] of last.counts) {
    const [i = 0, u = 0, d = 0, s = 0] = before.get(oid) ?? [];
    sum.inserted += inserted - i;
    sum.updated += updated - u;
    sum.deleted += deleted - d;
    const relation = open.before.relations.get(oid);
    if (relation === undefined) continue;
    if (inserted + updated + deleted > i + u + d) open.written.add(relation.shown);
    if (scans > s) open.scanned.add(relation.shown);
  }
  open.rows = sum;
}

/** What has another file than before, and rows in it. */
function rewritten(before: ReadonlyMap<number, Relation>, after: ReadonlyMap<number, Relation>) {
  const found = [...after].flatMap(([oid, { shown, file, bytes, table }]) => {
    const old = before.get(oid);
    if (old === undefined || old.file === file || file === 0 || bytes === 0) return [];
    return [{ relation: shown, table: table === null ? null : (after.get(table)?.shown ?? null), bytes }];
  });
  // Each table before its indexes.
  const place = ({ relation, table }: (typeof found)[number]) =>
    JSON.stringify([table ?? relation, table ?? '', relation]);
  return found.sort((a, b) => (place(a) < place(b) ? -1 : 1));
}
