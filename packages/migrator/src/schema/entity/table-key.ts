/**
 * Schema and name of a table, view or type as one value: equal names give the same object, so it can be a key of a map
 * or a member of a set.
 */
export class TableKey {
  static readonly #known = new Map<string, Map<string, TableKey>>();
  readonly schema: string;
  readonly name: string;

  private constructor(schema: string, name: string) {
    this.schema = schema;
    this.name = name;
  }

  static of(schema: string, name: string): TableKey {
    const inSchema = TableKey.#known.get(schema) ?? new Map<string, TableKey>();
    const key = inSchema.get(name) ?? new TableKey(schema, name);
    TableKey.#known.set(schema, inSchema.set(name, key));
    return key;
  }

  /** As people read it: `app.orders`, and `orders` of schema `public`. */
  get path(): string {
    return this.schema === 'public' || this.schema === '' ? this.name : `${this.schema}.${this.name}`;
  }
}
