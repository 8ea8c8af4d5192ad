import { TableKey } from '../../schema/entity/table-key.ts';

/**
 * A name in a name space as one value: equal space, schema and name give the same object. Names of routines include
 * their arguments if they are distinguished by them: `pay(integer)`.
 */
export class ThingKey {
  static readonly #known = new Map<string, Map<TableKey, ThingKey>>();
  readonly space: string;
  readonly schema: string;
  readonly name: string;

  private constructor(space: string, schema: string, name: string) {
    this.space = space;
    this.schema = schema;
    this.name = name;
  }

  static of(space: string, schema: string, name: string): ThingKey {
    const inSpace = ThingKey.#known.get(space) ?? new Map<TableKey, ThingKey>();
    const path = TableKey.of(schema, name);
    const key = inSpace.get(path) ?? new ThingKey(space, schema, name);
    ThingKey.#known.set(space, inSpace.set(path, key));
    return key;
  }
}
