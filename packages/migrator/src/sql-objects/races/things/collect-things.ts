import type { Access } from '../../footprint/access.ts';
import { named, type ObjectRef, refPath } from '../../object-ref.ts';
import type { PlacedStatement } from '../../ownership/placed-statement.ts';
import { isGlobal } from '../../ownership/thing.ts';
import type { Reachability } from '../reachability.ts';
import type { Step } from '../step.ts';
import { Dependents } from './dependents.ts';
import type { Entry, Thing } from './entry.ts';
import { PartitionsOfTables } from './partitions-of-tables.ts';
import { thingKey } from './thing-key.ts';
import { TypedValues } from './typed-values.ts';

/** Whether a statement of a step counts. */
type Relevance = (step: Step, statement: PlacedStatement) => boolean;

const DEFAULT_PATH: readonly string[] = ['public'];

/** Everything that the relevant statements of a history's steps reach, by thing; `reach` is asked about these steps. */
export function collectThings(
  steps: readonly Step[],
  reach: Reachability,
  isRelevant: Relevance,
): ReadonlyMap<string, Thing> {
  const dependents = new Dependents((lower, upper) => reach.isBelow(lower, upper));
  const collector = new Collector(() => madeKeys(steps), dependents, isRelevant);
  steps.forEach((step, number) => {
    if (reach.isAsked(number)) collector.step(number, step);
  });
  return collector.finish();
}

/** Everything that any step creates: a name that the search path leaves open is looked up among these. */
function madeKeys(steps: readonly Step[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { statements } of steps) {
    for (const { accesses = [] } of statements) {
      for (const { does, object, parts } of accesses) {
        if (does === 'make' && parts === undefined) keys.add(thingKey(object));
      }
    }
  }
  return keys;
}

class Collector {
  readonly #madeKeys: () => ReadonlySet<string>;
  #made: ReadonlySet<string> | undefined;
  readonly #things = new Map<string, Thing>();
  readonly #values = new TypedValues();
  readonly #dependents: Dependents;
  readonly #isRelevant: Relevance;
  readonly #partitions = new PartitionsOfTables();
  /** By revision: the relations into which its upgrade inserts rows. */
  readonly #inserted = new Map<string, Set<string>>();
  /** By schema and name of a constraint or unique index: the thing and the parts that are dropped with it. */
  readonly #keys = new Map<string, { readonly object: ObjectRef; readonly parts: readonly string[] }>();
  /** The state of the current step. */
  #path: readonly string[] = DEFAULT_PATH;
  #temporary = new Set<string>();

  constructor(madeKeys: () => ReadonlySet<string>, dependents: Dependents, isRelevant: Relevance) {
    this.#madeKeys = madeKeys;
    this.#dependents = dependents;
    this.#isRelevant = isRelevant;
  }

  step(number: number, step: Step): void {
    this.#path = DEFAULT_PATH;
    this.#temporary = new Set();
    for (const statement of step.statements) {
      if (this.#isRelevant(step, statement)) this.#statement(number, step, statement);
      const { searchPath } = statement;
      if (searchPath !== undefined) this.#path = typeof searchPath === 'string' ? DEFAULT_PATH : searchPath;
    }
  }

  #statement(number: number, step: Step, statement: PlacedStatement): void {
    const accesses = (statement.accesses ?? []).flatMap((access) => this.#resolved(access));
    for (const access of accesses) {
      if (this.#takesBack(step, access)) continue;
      this.#access(number, statement, access);
      for (const each of this.#partitions.follow(step, access)) this.#add(number, statement, each);
    }
    for (const { object, part } of this.#dependents.statement(number, accesses))
      this.#add(number, statement, { does: 'release', object, ...(part === undefined ? {} : { parts: [part] }) });
    this.#values.statement(number, statement, (object) => this.#keyOf(object));
  }

  finish(): ReadonlyMap<string, Thing> {
    for (const { type, part, entry } of this.#values.uses(this.#things))
      this.#things.get(type)?.parts.get(part)?.push(entry);
    return this.#things;
  }

  /** An access with the schemas of its names; none for objects of the server or of the session. */
  #resolved(access: Access): readonly Access[] {
    const object = this.#resolve(access.object);
    if (object === undefined) return [];
    if (object.schema === 'pg_temp') {
      this.#temporary.add(object.name);
      return [];
    }
    const { renamedTo, partition } = access;
    if (partition !== undefined) return [{ ...access, object, partition: this.#resolve(partition) ?? partition }];
    if (renamedTo === undefined) return [object === access.object ? access : { ...access, object }];
    const to = this.#resolve(renamedTo.object) ?? renamedTo.object;
    return [{ ...access, object, renamedTo: { ...renamedTo, object: to } }];
  }

  /** If an upgrade inserts rows, a downgrade that deletes certain rows is assumed to delete exactly those. */
  #takesBack({ revision, direction }: Step, { does, object, every }: Access): boolean {
    if (does === 'insert' && direction === 'upgrade') {
      const inserted = this.#inserted.get(revision) ?? new Set();
      this.#inserted.set(revision, inserted.add(thingKey(object)));
    }
    if (does !== 'delete' || every === true || direction === 'upgrade') return false;
    return this.#inserted.get(revision)?.has(thingKey(object)) === true;
  }

  #access(step: number, statement: PlacedStatement, access: Access): void {
    const { object } = access;
    this.#add(step, statement, access);
    if (object.schema !== '' && object.schema !== 'public') {
      this.#add(step, statement, { does: 'use', object: named('schema', [object.schema]) });
    }
    this.#followKeys(step, statement, access);
  }

  #add(step: number, statement: PlacedStatement, access: Access): void {
    const { object } = access;
    const thing = this.#thing(object);
    if (access.parts === undefined) {
      if (!isKnown(thing.whole, step, access)) thing.whole.push({ step, statement, access });
      return;
    }
    for (const part of access.parts) {
      const entries = thing.parts.get(part);
      const entry = { step, statement, access, part };
      if (entries === undefined) thing.parts.set(part, [entry]);
      else if (!isKnown(entries, step, access)) entries.push(entry);
    }
  }

  #thing(object: ObjectRef): Thing {
    const key = thingKey(object);
    const known = this.#things.get(key);
    if (known !== undefined) return known;
    const thing: Thing = { name: refPath(object), space: object.space, whole: [], parts: new Map() };
    this.#things.set(key, thing);
    return thing;
  }

  /** A key is dropped with its constraint or unique index. */
  #followKeys(step: number, statement: PlacedStatement, { object, constraint, parts = [], does }: Access): void {
    if (constraint !== undefined) {
      this.#keys.set(JSON.stringify([object.schema, constraint]), { object, parts });
      return;
    }
    if (does !== 'unmake') return;
    const gone = parts.length === 0 ? [object.name] : parts.flatMap(constraintName);
    for (const name of gone) {
      const key = this.#keys.get(JSON.stringify([object.schema, name]));
      if (key !== undefined) this.#add(step, statement, { does: 'unmake', ...key });
    }
  }

  #keyOf(object: ObjectRef): string | undefined {
    const resolved = this.#resolve(object);
    return resolved === undefined ? undefined : thingKey(resolved);
  }

  /** The object with the schema of its name; `undefined` for objects of the server. */
  #resolve(given: ObjectRef): ObjectRef | undefined {
    const object = given.args === undefined ? given : withoutArguments(given);
    if (object.schema === 'pg_catalog' || object.schema === 'information_schema') return undefined;
    if (isGlobal(object) || object.schema !== '') return object;
    if (object.space === 'relation' && this.#temporary.has(object.name)) return undefined;
    const [first = 'public', ...others] = this.#path;
    const there = others.length === 0 ? first : this.#path.find((schema) => this.#isMade({ ...object, schema }));
    return { ...object, schema: there ?? first };
  }

  #isMade(object: ObjectRef): boolean {
    this.#made ??= this.#madeKeys();
    return this.#made.has(thingKey(object));
  }
}

/** Overloads of a function share a name, and a call does not tell which one it means. */
function withoutArguments({ args: _, ...object }: ObjectRef): ObjectRef {
  return object;
}

/** A step that reaches the same part in the same way again adds nothing. */
function isKnown(entries: readonly Entry[], step: number, { does, property, renamedTo }: Access): boolean {
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    if (entry === undefined || entry.step !== step) return false;
    const { access } = entry;
    const isAlike = (access.renamedTo === undefined) === (renamedTo === undefined);
    if (access.does === does && access.property === property && isAlike) return true;
  }
  return false;
}

const CONSTRAINT = 'constraint ';

function constraintName(part: string): readonly string[] {
  return part.startsWith(CONSTRAINT) ? [part.slice(CONSTRAINT.length)] : [];
}
