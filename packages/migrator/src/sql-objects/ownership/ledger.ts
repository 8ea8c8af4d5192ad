import type { Thing } from './thing.ts';
import type { ThingKey } from './thing-key.ts';

interface Entry {
  readonly revision: string;
  /** `undefined`: from here on there is no such thing. */
  readonly thing: Thing | undefined;
}

/** Whether a revision is another one or below it. */
export type IsBelow = (below: string, revision: string) => boolean;

/**
 * Who made what, over a whole history: for each name what it came to mean in which revision. The same name may mean
 * different things on different branches, so a question is always asked from the point of view of a revision.
 */
export class Ledger {
  readonly #entries = new Map<ThingKey, Entry[]>();
  readonly #isBelow: IsBelow;

  constructor(isBelow: IsBelow) {
    this.#isBelow = isBelow;
  }

  /** Revisions must be recorded after what is below them. */
  record(key: ThingKey, revision: string, thing: Thing | undefined): void {
    const entries = this.#entries.get(key);
    if (entries === undefined) this.#entries.set(key, [{ revision, thing }]);
    else entries.push({ revision, thing });
  }

  /** What a name means in a revision; `undefined` when it means nothing there, or that is unknown. */
  at(key: ThingKey, revision: string): Thing | undefined {
    const entries = this.#entries.get(key) ?? [];
    for (let index = entries.length - 1; index >= 0; index -= 1) {
      const entry = entries[index];
      if (entry !== undefined && this.#isBelow(entry.revision, revision)) return entry.thing;
    }
    return undefined;
  }

  /** Whether any revision, wherever it is, has made something under this name. */
  knows(key: ThingKey): boolean {
    return this.#entries.has(key);
  }

  /** The slice that owns a thing in a revision, a part by its table; `undefined` when nobody can say. */
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
