import type { ObservedLock } from '../../../rehearsal/observed-step.ts';
import { LOCK_MODES, type LockMode, strongerOf } from '../../../sql/statement/lock-mode.ts';
import type { Relation } from './relations.ts';

/** Adds up the locks of one revision by relation: the strongest mode, and how long it was held. */
export class HeldLocks {
  readonly #relations: ReadonlyMap<number, Relation>;
  readonly #held = new Map<string, { mode: LockMode; ms: number }>();

  /** @param relations what existed before: no session waits for what the revision itself creates */
  constructor(relations: ReadonlyMap<number, Relation>) {
    this.#relations = relations;
  }

  /** The lock on an index counts for its table: planning a query on that opens it. */
  add(oid: number, mode: LockMode, ms: number): void {
    const found = this.#relations.get(oid);
    const relation = found?.table == null ? found : this.#relations.get(found.table);
    if (relation === undefined) return;
    const before = this.#held.get(relation.shown);
    if (before === undefined) this.#held.set(relation.shown, { mode, ms });
    else if (before.mode === mode) before.ms = Math.max(before.ms, ms);
    else if (strongerOf(before.mode, mode) === mode) this.#held.set(relation.shown, { mode, ms });
  }

  /** What a name in a statement may mean; it may leave out the schema. */
  oidsOf({ schema, name }: { readonly schema?: string; readonly name: string }): readonly number[] {
    return [...this.#relations].flatMap(([oid, relation]) =>
      relation.name === name && (schema === undefined || relation.schema === schema) ? [oid] : [],
    );
  }

  /**
   * The strongest first, then by name.
   *
   * @param mostMs how long the revision took
   */
  all(mostMs: number): readonly ObservedLock[] {
    return [...this.#held]
      .map(([relation, { mode, ms }]) => ({ relation, mode, heldMs: Math.min(mostMs, Math.max(0, Math.round(ms))) }))
      .sort(
        (a, b) =>
          LOCK_MODES.indexOf(b.mode) - LOCK_MODES.indexOf(a.mode) ||
          b.heldMs - a.heldMs ||
          (a.relation < b.relation ? -1 : 1),
      );
  }
}
