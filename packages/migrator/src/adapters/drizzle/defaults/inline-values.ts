import { INLINE, isSql } from './column-defaults.ts';
import { kindsOf } from './entity-kinds.ts';

/** Of a table: the function that returns its indexes, checks and policies, made again each time. */
const EXTRA_CONFIG = Symbol.for('drizzle:ExtraConfigBuilder');
const COLUMNS = Symbol.for('drizzle:Columns');

/**
 * Runs `work` while all SQL in tables and policies has its values printed in it: otherwise, `eq(t.state, 'open')` in a
 * policy, an index or a generated column would be `"state" = $1` to drizzle-kit.
 */
export async function withInlineValues<T>(objects: Iterable<object>, work: () => Promise<T>): Promise<T> {
  const undo: (() => void)[] = [];
  const set = (object: object, key: string | symbol, value: unknown): void => {
    const before: unknown = Reflect.get(object, key);
    undo.unshift(() => Reflect.set(object, key, before));
    Reflect.set(object, key, value);
  };
  const inline = (value: unknown): void => {
    if (isSql(value)) set(value, INLINE, true);
  };
  const ofPart = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    for (const key of ['using', 'withCheck', 'value']) inline(Reflect.get(part, key));
    const { columns, where } = Object(Reflect.get(part, 'config'));
    inline(where);
    if (Array.isArray(columns)) columns.forEach(inline);
  };
  for (const object of objects) {
    const kinds = kindsOf(object);
    if (kinds.includes('PgPolicy')) ofPart(object);
    if (!kinds.includes('PgTable')) continue;
    for (const column of Object.values(Object(Reflect.get(object, COLUMNS)))) {
      const generated = Object(Reflect.get(Object(column), 'generated'));
      const { as } = generated;
      if (typeof as === 'function' && !isSql(as)) set(generated, 'as', Reflect.apply(as, undefined, []));
      inline(Reflect.get(generated, 'as'));
    }
    const parts: unknown = Reflect.get(object, EXTRA_CONFIG);
    if (typeof parts !== 'function') continue;
    set(object, EXTRA_CONFIG, (...columns: readonly unknown[]): unknown => {
      const made: unknown = Reflect.apply(parts, undefined, columns);
      Object.values(Object(made)).flat().forEach(ofPart);
      return made;
    });
  }
  try {
    return await work();
  } finally {
    for (const each of undo) each();
  }
}
