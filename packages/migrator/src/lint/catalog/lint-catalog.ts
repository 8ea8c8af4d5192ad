import { type SqlNode, text } from '../../sql-objects/sql-node.ts';
import type { Index, Relation } from './relation.ts';
import type { TypeRef } from './type-ref.ts';

/** A type that the statements below make; `madeBy` is the revision, of those that are linted, that makes it. */
export type KnownType =
  | { readonly kind: 'enum'; readonly labels: readonly string[]; readonly madeBy: string | undefined }
  | {
      readonly kind: 'domain';
      readonly base: TypeRef;
      readonly hasConstraints: boolean;
      readonly madeBy: string | undefined;
    }
  | { readonly kind: 'other'; readonly madeBy: string | undefined };

export interface SchemaName {
  readonly schema: string;
  readonly name: string;
}

/**
 * What the statements so far have created, as far as their text shows. What code, extensions and other tools created is
 * not in it: a relation that is not found may still exist.
 */
export class LintCatalog {
  readonly #relations = new Map<string, Relation>();
  readonly #types = new Map<string, KnownType>();
  /** Of functions that statements made, by name: `volatile`, `stable`, `immutable`. */
  readonly volatility = new Map<string, string>();
  /** Schemas in which names without one are looked up. */
  searchPath: readonly string[] = ['public'];
  /** The revision that makes what is made from now on; absent below the revisions that are linted. */
  madeBy: string | undefined;

  /** The name with the schema that it has, or would get. */
  place(schema: string, name: string, among: ReadonlyMap<string, unknown> = this.#relations): SchemaName {
    if (schema !== '') return { schema, name };
    const found = this.searchPath.find((each) => among.has(keyOf(each, name)));
    return { schema: found ?? this.searchPath[0] ?? 'public', name };
  }

  find(schema: string, name: string): Relation | undefined {
    const place = this.place(schema, name);
    return this.#relations.get(keyOf(place.schema, place.name));
  }

  /** The relation of a `RangeVar`. */
  relation(range: SqlNode): Relation | undefined {
    return this.find(text(range, 'schemaname'), text(range, 'relname'));
  }

  add(relation: Relation): void {
    this.#relations.set(keyOf(relation.schema, relation.name), relation);
  }

  drop(relation: Relation): void {
    this.#relations.delete(keyOf(relation.schema, relation.name));
    for (const part of this.partitionsOf(relation)) this.drop(part);
  }

  /** Gives it another name or schema. */
  move(relation: Relation, to: Partial<SchemaName>): void {
    this.#relations.delete(keyOf(relation.schema, relation.name));
    Object.assign(relation, to);
    this.add(relation);
  }

  get relations(): Iterable<Relation> {
    return this.#relations.values();
  }

  partitionsOf(parent: Relation): readonly Relation[] {
    return [...this.#relations.values()].filter((each) => each.parent === parent);
  }

  /** The index and its table. */
  index(schema: string, name: string): { readonly table: Relation; readonly index: Index } | undefined {
    const among = schema === '' ? this.searchPath : [schema];
    for (const table of this.#relations.values()) {
      const index = among.includes(table.schema) ? table.indexes.get(name) : undefined;
      if (index !== undefined) return { table, index };
    }
    return undefined;
  }

  type({ schema, name }: SchemaName): KnownType | undefined {
    const place = this.place(schema, name, this.#types);
    return this.#types.get(keyOf(place.schema, place.name));
  }

  setType({ schema, name }: SchemaName, type: KnownType | undefined): void {
    const place = this.place(schema, name, this.#types);
    const key = keyOf(place.schema, place.name);
    if (type === undefined) this.#types.delete(key);
    else this.#types.set(key, type);
  }

  /** What values of the type are stored as: what its domains are based on, to the last. */
  baseOf(type: TypeRef): TypeRef {
    return this.withBases(type).at(-1) ?? type;
  }

  /**
   * The type, what it is based on as a domain, and so on. A base that was written without its schema may be looked up
   * as the domain itself under another search path: nothing comes twice.
   */
  withBases(type: TypeRef, seen: ReadonlySet<KnownType> = new Set()): readonly TypeRef[] {
    const known = this.type(type);
    if (known?.kind !== 'domain' || seen.has(known)) return [type];
    return [type, ...this.withBases(known.base, new Set([...seen, known]))];
  }

  /** Values of the type are checked by a domain: its own constraints, or those of what it is based on. */
  isChecked(type: TypeRef): boolean {
    return this.withBases(type).some((each) => {
      const known = this.type(each);
      return known?.kind === 'domain' && known.hasConstraints;
    });
  }

  renameSchema(from: string, to: string): void {
    for (const relation of [...this.#relations.values()]) {
      if (relation.schema === from) this.move(relation, { schema: to });
    }
    for (const [key, type] of [...this.#types]) {
      const [schema = '', name = ''] = key.split('\0');
      if (schema !== from) continue;
      this.#types.delete(key);
      this.#types.set(keyOf(to, name), type);
    }
  }

  dropSchema(schema: string): void {
    for (const relation of [...this.#relations.values()]) if (relation.schema === schema) this.drop(relation);
  }
}

function keyOf(schema: string, name: string): string {
  return `${schema}\0${name}`;
}
