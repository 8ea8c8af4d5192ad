import type { Access, Does } from '../../footprint/access.ts';
import type { ObjectRef } from '../../object-ref.ts';
import { thingKey } from './thing-key.ts';

/** A thing, or a part of it. */
export interface Referred {
  readonly object: ObjectRef;
  readonly part?: string;
}

/** A reference of a definition: from which steps on it exists, and from which on it no longer does. */
interface Reference {
  readonly to: Referred;
  readonly made: number[];
  readonly ended: number[];
}

/** A definition and its references. */
interface Owner extends Referred {
  readonly references: Map<string, Reference>;
}

/** Parts with a definition of their own; a key or a value has none. */
const DEFINED: ReadonlySet<string> = new Set(['column', 'constraint', 'trigger', 'policy', 'rule']);
const COLUMN = 'column ';
/** Effects after which a reference may no longer exist. */
const ENDS: ReadonlySet<Does> = new Set(['unmake', 'alter', 'set']);
const NONE: readonly Referred[] = [];
const WHOLE: readonly undefined[] = [undefined];

/**
 * The references of a history's definitions, so that it is known what is released when one of them is dropped or
 * replaced: a column can only be dropped after the view that shows it.
 */
export class Dependents {
  readonly #owners = new Map<string, Owner>();
  /** By thing: itself and its parts. */
  readonly #ofThing = new Map<string, Set<Owner>>();
  /** By column: the definitions that refer to it. */
  readonly #users = new Map<string, Set<Owner>>();
  /** By thing or part: its name after a rename. */
  readonly #renamed = new Map<string, Referred[]>();
  /** Whether a step comes before another one in every order, or is the same. */
  readonly #isBelow: (lower: number, upper: number) => boolean;

  constructor(isBelow: (lower: number, upper: number) => boolean) {
    this.#isBelow = isBelow;
  }

  /**
   * Records a statement, whose names must have their schemas. Steps come in an order that the graph allows.
   *
   * @returns what it releases
   */
  statement(step: number, accesses: readonly Access[]): readonly Referred[] {
    const released: Referred[] = [];
    let isRename = false;
    for (const access of accesses) {
      const { does, object, parts: [part] = [], renamedTo } = access;
      if (renamedTo !== undefined) {
        isRename = true;
        this.#rename(referred(object, part), renamedTo, step);
      } else if (ENDS.has(does)) {
        for (const each of this.#released(access)) if (this.#end(each, step)) released.push(each.to);
      }
    }
    if (!isRename) this.#note(accesses, step);
    return released.length === 0 ? NONE : this.#withLaterNames(released);
  }

  /** What was released before in every order does not concern this step. */
  #end({ made, ended }: Reference, step: number): boolean {
    const isThere = made.some(
      (since) =>
        this.#isBelow(since, step) &&
        !ended.some((end) => end !== step && this.#isBelow(since, end) && this.#isBelow(end, step)),
    );
    ended.push(step);
    return isThere;
  }

  #note(accesses: readonly Access[], step: number): void {
    const whole = accesses.find(({ does, parts }) => does === 'make' && parts === undefined);
    let part: Referred | undefined;
    for (const access of accesses) {
      part = definedPart(access) ?? part;
      const { does, object, parts = WHOLE, late } = access;
      if ((does !== 'use' && does !== 'read') || late === true) continue;
      for (const each of parts) {
        if (whole !== undefined) this.#refer({ object: whole.object }, referred(object, each), step);
        if (part !== undefined) this.#refer(part, referred(object, each), step);
      }
    }
  }

  #refer({ object, part }: Referred, to: Referred, step: number): void {
    const owner = this.#owner(object, part);
    const key = thingKey(to.object, to.part);
    const known = owner.references.get(key);
    if (known !== undefined) {
      known.made.push(step);
      return;
    }
    owner.references.set(key, { to, made: [step], ended: [] });
    if (to.part?.startsWith(COLUMN) === true) add(this.#users, key, owner);
  }

  #owner(object: ObjectRef, part: string | undefined): Owner {
    const key = thingKey(object, part);
    const known = this.#owners.get(key);
    if (known !== undefined) return known;
    const owner: Owner = { ...referred(object, part), references: new Map() };
    this.#owners.set(key, owner);
    add(this.#ofThing, thingKey(object), owner);
    return owner;
  }

  #released({ does, object, parts, property, type }: Access): readonly Reference[] {
    const [part] = parts ?? [];
    if (does === 'unmake') {
      if (parts === undefined) return [...(this.#ofThing.get(thingKey(object)) ?? [])].flatMap(all);
      return parts.flatMap((each) => this.#withPart(object, each));
    }
    if (does === 'alter' && type !== undefined) return this.#of(object, part).filter(isOf('type'));
    if (does !== 'set') return [];
    if (property === 'definition' && part === undefined) return this.#of(object);
    if (property !== 'default' || part === undefined) return [];
    return [...this.#of(object, part).filter(isOf('routine', 'relation')), ...this.#of(object, defaultOf(part))];
  }

  /** A column is dropped with its default and its constraints. */
  #withPart(object: ObjectRef, part: string): readonly Reference[] {
    const thing = thingKey(object);
    const users = [...(this.#users.get(thingKey(object, part)) ?? [])];
    return [
      ...this.#of(object, part),
      ...this.#of(object, defaultOf(part)),
      ...users.filter((user) => user.part !== undefined && thingKey(user.object) === thing).flatMap(all),
    ];
  }

  #of(object: ObjectRef, part?: string): readonly Reference[] {
    const owner = this.#owners.get(thingKey(object, part));
    return owner === undefined ? [] : all(owner);
  }

  #rename(from: Referred, to: Referred, step: number): void {
    const key = thingKey(from.object, from.part);
    const isSame = key === thingKey(to.object, to.part);
    if (isSame) return;
    this.#renamed.set(key, [...(this.#renamed.get(key) ?? []), to]);
    const own = this.#owners.get(key);
    const carried = from.part === undefined ? [...(this.#ofThing.get(key) ?? [])] : own === undefined ? [] : [own];
    for (const owner of carried) {
      const now = from.part === undefined ? referred(to.object, owner.part) : to;
      for (const each of all(owner)) {
        this.#refer(now, each.to, step);
        each.ended.push(step);
      }
    }
  }

  #withLaterNames(released: readonly Referred[]): readonly Referred[] {
    const found = new Map<string, Referred>();
    const pending = [...released];
    for (let each = pending.pop(); each !== undefined; each = pending.pop()) {
      const { object, part } = each;
      if (found.has(thingKey(each.object, each.part))) continue;
      found.set(thingKey(each.object, each.part), each);
      pending.push(...(this.#renamed.get(thingKey(each.object, each.part)) ?? []));
      if (part === undefined) continue;
      pending.push(...(this.#renamed.get(thingKey(object)) ?? []).map((to) => referred(to.object, part)));
    }
    return [...found.values()];
  }
}

/** The definition to which the following accesses belong, until the next one. */
function definedPart({ does, object, parts: [part = ''] = [], property }: Access): Referred | undefined {
  if (!DEFINED.has(part.slice(0, part.indexOf(' ')))) return undefined;
  if (does === 'set' && property === 'default') return referred(object, defaultOf(part));
  return does === 'make' || does === 'alter' ? referred(object, part) : undefined;
}

function all({ references }: Owner): readonly Reference[] {
  return [...references.values()];
}

function isOf(...spaces: readonly string[]): (each: Reference) => boolean {
  return ({ to }) => spaces.includes(to.object.space);
}

function defaultOf(part: string): string {
  return `default of ${part}`;
}

function referred(object: ObjectRef, part?: string): Referred {
  return part === undefined ? { object } : { object, part };
}

function add<Value>(map: Map<string, Set<Value>>, key: string, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([value]));
  else known.add(value);
}
