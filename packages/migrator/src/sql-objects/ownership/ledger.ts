import type { Thing } from './thing.ts';
import type { ThingKey } from './thing-key.ts';

interface Entry {
  readonly revision: string;
  /** `undefined`: from now on it does not exist. */
  readonly thing: Thing | undefined;
}

/** Whether a revision is the same as another one, or below it. */
export type IsBelow = (below: string, revision: string) => boolean;

/**
 * The creators of things in a whole history: for each name, what it means from which revision on. A name may mean
 * different things on different branches, so every question is asked from the point of view of a revision.
 */
export class Ledger {
  readonly #entries = new Map<ThingKey, Entry[]>();
  readonly #isBelow: IsBelow;

  constructor(isBelow: IsBelow) {
    this.#isBelow = isBelow;
  }

  /** Revisions must be recorded after those below them. */
  record(key: ThingKey, revision: string, thing: Thing | undefined): void {
    const entries = this.#entries.get(key);
    if (entries === undefined) this.#entries.set(key, [{ revision, thing }]);
    else entries.push({ revision, thing });
  }

  /** The meaning of a name in a revision; `undefined` if it has none there, or an unknown one. */
  at(key: ThingKey, revision: string): Thing | undefined {
    const entries = this.#entries.get(key) ?? [];
    for (let index = entries.length - 1; index >= 0; index -= 1) {
      const entry = entries[index];
      if (entry !== undefined && this.#isBelow(entry.revision, revision)) return entry.thing;
    }
    return undefined;
  }

  /** Whether any revision anywhere has created something with this name. */
  knows(key: ThingKey): boolean {
    return this.#entries.has(key);
  }

  /** The slice that owns a thing in a revision, a part by its table; `undefined` if unknown. */
  ownerOf(thing: Thing, revision: string): string | undefined {
    if (thing.of === undefined) return thing.slice;
    const isDropped = [...thing.of.droppedBy].some((each) => this.#isBelow(each, revision));
    return isDropped ? undefined : this.ownerOf(thing.of, revision);
  }

  /** The names in a PostgreSQL schema that mean something in a revision. */
  inSchema(schema: string, revision: string): readonly (readonly [key: ThingKey, thing: Thing])[] {
    return [...this.#entries.keys()].flatMap((key) => {
      const thing = key.schema === schema ? this.at(key, revision) : undefined;
      return thing === undefined ? [] : [[key, thing] as const];
    });
  }
}
