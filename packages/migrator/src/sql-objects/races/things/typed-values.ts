import type { ObjectRef } from '../../object-ref.ts';
import type { PlacedStatement } from '../../ownership/placed-statement.ts';
import type { Entry, Thing } from './entry.ts';

interface Said {
  readonly step: number;
  readonly statement: PlacedStatement;
  /** Relations and types that the statement reaches. */
  readonly reached: ReadonlySet<string>;
}

/**
 * The statements that may use an enum value: those with the value among their texts that reach the type, or a table
 * with a column of it. Only the server knows the type of a text.
 */
export class TypedValues {
  readonly #said: Said[] = [];
  /** By relation: the types of its columns at any time. */
  readonly #types = new Map<string, Set<string>>();

  statement(step: number, statement: PlacedStatement, keyOf: (object: ObjectRef) => string | undefined): void {
    const { accesses = [], literals } = statement;
    const reached = new Set<string>();
    for (const { object, type } of accesses) {
      const key = keyOf(object);
      if (key === undefined) continue;
      reached.add(key);
      const typed = type === undefined ? undefined : keyOf(type);
      if (typed === undefined) continue;
      const types = this.#types.get(key) ?? new Set();
      this.#types.set(key, types.add(typed));
    }
    if (literals === null || (literals?.length ?? 0) > 0) this.#said.push({ step, statement, reached });
  }

  /** Uses of values that any step adds, renames or drops. */
  *uses(things: ReadonlyMap<string, Thing>): Generator<{ type: string; part: string; entry: Entry }> {
    const contested = [...things].filter(([, thing]) => thing.space === 'type' && areValuesChanged(thing));
    if (contested.length === 0) return;
    for (const { step, statement, reached } of this.#said) {
      for (const [type, thing] of contested) {
        if (!this.#reaches(reached, type)) continue;
        for (const part of thing.parts.keys()) {
          const isSaid = statement.literals === null || statement.literals?.includes(part.slice(VALUE.length)) === true;
          if (!part.startsWith(VALUE) || !isSaid) continue;
          const [first] = thing.whole;
          if (first === undefined) continue;
          yield {
            type,
            part,
            entry: { step, statement, access: { does: 'use', object: first.access.object }, part },
          };
        }
      }
    }
  }

  #reaches(reached: ReadonlySet<string>, type: string): boolean {
    if (reached.has(type)) return true;
    for (const relation of reached) if (this.#types.get(relation)?.has(type) === true) return true;
    return false;
  }
}

const VALUE = 'value ';

/** Whether the enum got more than its initial values. */
function areValuesChanged({ whole, parts }: Thing): boolean {
  const makers = new Set(whole.flatMap(({ access, step }) => (access.does === 'make' ? [step] : [])));
  return [...parts].some(([part, entries]) => part.startsWith(VALUE) && entries.some(({ step }) => !makers.has(step)));
}
