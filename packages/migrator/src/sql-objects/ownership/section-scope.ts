import type { StatementEffects } from '../effects/effect.ts';
import type { ObjectRef } from '../object-ref.ts';
import type { Ledger } from './ledger.ts';
import { isGlobal, keyOf, type Thing } from './thing.ts';
import type { ThingKey } from './thing-key.ts';

/** The meaning of a name at one point of a section. */
export interface Resolved {
  readonly ref: ObjectRef;
  readonly key: ThingKey;
  readonly thing: Thing | undefined;
}

const DEFAULT_PATH: readonly string[] = ['public'];

/**
 * The meaning of names while the statements of one section run: from the ledger, the section's effects so far, and its
 * search path.
 */
export class SectionScope {
  readonly #ledger: Ledger;
  readonly #revision: string;
  /** `null`: gone. */
  readonly #local = new Map<ThingKey, Thing | null>();
  #path: readonly string[] | undefined = DEFAULT_PATH;

  constructor(ledger: Ledger, revision: string) {
    this.#ledger = ledger;
    this.#revision = revision;
  }

  setPath(path: NonNullable<StatementEffects['searchPath']>): void {
    this.#path = path === 'default' ? DEFAULT_PATH : path === 'unknown' ? undefined : path;
  }

  /**
   * Finds the meaning of a name; `undefined` if the search path is unknown. New things belong in the path's first
   * schema.
   */
  resolve(ref: ObjectRef): Resolved | undefined {
    const schemas = this.#schemasOf(ref);
    const [first] = schemas;
    for (const schema of ref.space === 'relation' && ref.schema === '' ? ['pg_temp', ...schemas] : schemas) {
      const key = keyOf(ref, schema);
      const thing = this.#at(key);
      if (thing !== undefined) return { ref: { ...ref, schema }, key, thing };
    }
    return first === undefined
      ? undefined
      : { ref: { ...ref, schema: first }, key: keyOf(ref, first), thing: undefined };
  }

  /** The place of something that is created; `undefined` if the search path is unknown. */
  place(ref: ObjectRef): Resolved | undefined {
    const [schema] = this.#schemasOf(ref);
    if (schema === undefined) return undefined;
    const key = keyOf(ref, schema);
    return { ref: { ...ref, schema }, key, thing: this.#at(key) };
  }

  set(key: ThingKey, thing: Thing | undefined): void {
    this.#local.set(key, thing ?? null);
  }

  ownerOf(thing: Thing): string | undefined {
    return this.#ledger.ownerOf(thing, this.#revision);
  }

  inSchema(schema: string): readonly (readonly [key: ThingKey, thing: Thing])[] {
    const known = new Map(this.#ledger.inSchema(schema, this.#revision));
    for (const [key, thing] of this.#local) {
      if (key.schema !== schema) continue;
      if (thing === null) known.delete(key);
      else known.set(key, thing);
    }
    return [...known];
  }

  /** Records the section's effects in the ledger, without temporary tables, which end with it. */
  commit(): void {
    for (const [key, thing] of this.#local) {
      if (key.schema !== 'pg_temp') this.#ledger.record(key, this.#revision, thing ?? undefined);
    }
  }

  #schemasOf(ref: ObjectRef): readonly string[] {
    if (isGlobal(ref)) return [''];
    return ref.schema === '' ? (this.#path ?? []) : [ref.schema];
  }

  #at(key: ThingKey): Thing | undefined {
    const local = this.#local.get(key);
    return local === undefined ? this.#ledger.at(key, this.#revision) : (local ?? undefined);
  }
}
