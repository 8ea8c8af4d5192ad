import type { Access } from '../footprint/access.ts';
import { named, type ObjectRef, refPath } from '../object-ref.ts';
import type { PlacedStatement } from '../ownership/placed-statement.ts';
import { isGlobal } from '../ownership/thing.ts';
import type { Entry, Thing } from './entry.ts';
import type { RevisionFootprints } from './race.ts';
import { TypedValues } from './typed-values.ts';

const DEFAULT_PATH: readonly string[] = ['public'];

/** Everything that the revisions of a history reach, by thing. */
export function collectThings(history: readonly RevisionFootprints[]): ReadonlyMap<string, Thing> {
  const collector = new Collector(madeKeys(history));
  history.forEach(({ upgrade }, revision) => {
    collector.section(revision, upgrade);
  });
  return collector.finish();
}

/** What any revision makes: a name that the search path leaves open is looked for among these. */
function madeKeys(history: readonly RevisionFootprints[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { upgrade } of history) {
    for (const { accesses = [] } of upgrade) {
      for (const { does, object, parts } of accesses) {
        if (does === 'make' && parts === undefined) keys.add(keyIn(object, object.schema));
      }
    }
  }
  return keys;
}

function keyIn({ space, name }: ObjectRef, schema: string): string {
  return JSON.stringify([space, schema, name]);
}

class Collector {
  readonly #made: ReadonlySet<string>;
  readonly #things = new Map<string, Thing>();
  readonly #values = new TypedValues();
  /** By schema and name of a constraint or unique index: the thing and the parts that go with it. */
  readonly #keys = new Map<string, { readonly object: ObjectRef; readonly parts: readonly string[] }>();
  /** The state of the section that is being read. */
  #path: readonly string[] = DEFAULT_PATH;
  #temporary = new Set<string>();

  constructor(made: ReadonlySet<string>) {
    this.#made = made;
  }

  section(revision: number, statements: readonly PlacedStatement[]): void {
    this.#path = DEFAULT_PATH;
    this.#temporary = new Set();
    for (const statement of statements) {
      for (const access of statement.accesses ?? []) this.#access(revision, statement, access);
      this.#values.statement(revision, statement, (object) => this.#keyOf(object));
      const { searchPath } = statement;
      if (searchPath !== undefined) this.#path = typeof searchPath === 'string' ? DEFAULT_PATH : searchPath;
    }
  }

  finish(): ReadonlyMap<string, Thing> {
    for (const { type, part, entry } of this.#values.uses(this.#things))
      this.#things.get(type)?.parts.get(part)?.push(entry);
    return this.#things;
  }

  #access(revision: number, statement: PlacedStatement, access: Access): void {
    const object = this.#resolve(access.object);
    if (object === undefined) return;
    if (object.schema === 'pg_temp') {
      this.#temporary.add(object.name);
      return;
    }
    this.#add(revision, statement, access, object);
    if (object.schema !== '' && object.schema !== 'public') {
      this.#add(revision, statement, { does: 'use', object }, named('schema', [object.schema]));
    }
    this.#followKeys(revision, statement, access, object);
  }

  #add(revision: number, statement: PlacedStatement, access: Access, object: ObjectRef): void {
    const key = keyIn(object, object.schema);
    const fresh = (): Thing => ({ name: refPath(object), space: object.space, whole: [], parts: new Map() });
    const thing = this.#things.get(key) ?? fresh();
    this.#things.set(key, thing);
    if (access.parts === undefined) {
      if (!isKnown(thing.whole, revision, access)) thing.whole.push({ revision, statement, access });
      return;
    }
    for (const part of access.parts) {
      const entries = thing.parts.get(part) ?? [];
      thing.parts.set(part, entries);
      if (!isKnown(entries, revision, access)) entries.push({ revision, statement, access, part });
    }
  }

  /** The key that a constraint or unique index is goes with it. */
  #followKeys(revision: number, statement: PlacedStatement, access: Access, object: ObjectRef): void {
    const { constraint, parts = [], does } = access;
    if (constraint !== undefined) {
      this.#keys.set(JSON.stringify([object.schema, constraint]), { object, parts });
      return;
    }
    if (does !== 'unmake') return;
    const gone = parts.length === 0 ? [object.name] : parts.flatMap(constraintName);
    for (const name of gone) {
      const key = this.#keys.get(JSON.stringify([object.schema, name]));
      if (key !== undefined) this.#add(revision, statement, { does: 'unmake', ...key }, key.object);
    }
  }

  #keyOf(object: ObjectRef): string | undefined {
    const resolved = this.#resolve(object);
    return resolved === undefined ? undefined : keyIn(resolved, resolved.schema);
  }

  /** The object with the schema that its name means here; `undefined` for what belongs to the server. */
  #resolve(given: ObjectRef): ObjectRef | undefined {
    // Overloads of a function share a name, and a call does not say which of them it means.
    const { args: _, ...object } = given;
    if (object.schema === 'pg_catalog' || object.schema === 'information_schema') return undefined;
    if (isGlobal(object) || object.schema !== '') return object;
    if (object.space === 'relation' && this.#temporary.has(object.name)) return undefined;
    const [first = 'public'] = this.#path;
    const schema = this.#path.find((each) => this.#made.has(keyIn(object, each))) ?? first;
    return { ...object, schema };
  }
}

/** A revision that reaches the same part in the same way once more adds nothing. */
function isKnown(entries: readonly Entry[], revision: number, { does, property }: Access): boolean {
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    if (entry === undefined || entry.revision !== revision) return false;
    if (entry.access.does === does && entry.access.property === property) return true;
  }
  return false;
}

const CONSTRAINT = 'constraint ';

function constraintName(part: string): readonly string[] {
  return part.startsWith(CONSTRAINT) ? [part.slice(CONSTRAINT.length)] : [];
}
