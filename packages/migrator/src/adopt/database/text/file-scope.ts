import type { PgCoreName } from './export-names.ts';
import { sqlTemplate, tsString } from './ts-text.ts';

/** Something that files can import. */
export interface Exported {
  readonly name: string;
  /** The label of its slice. */
  readonly slice: string;
}

/** What a schema file that is being written imports. */
export class FileScope {
  readonly #slice: string;
  readonly #exported: ReadonlyMap<string, Exported>;
  readonly #core = new Set<string>();
  readonly #others = new Map<string, Set<string>>();
  #usesSql = false;

  /** @param exported by `entityId` */
  constructor(slice: string, exported: ReadonlyMap<string, Exported>) {
    this.#slice = slice;
    this.#exported = exported;
  }

  /** A function of `drizzle-orm/pg-core`, or a `type …` of it. */
  core(name: PgCoreName | 'type PgTableExtraConfigValue'): string {
    this.#core.add(name);
    return name;
  }

  sql(text: string): string {
    this.#usesSql = true;
    return sqlTemplate(text);
  }

  /** The name of a thing, which is imported if another slice exports it. */
  use(id: string): string {
    const found = this.#exported.get(id);
    if (found === undefined) throw new RangeError(`nothing is exported for ${id.replaceAll('\0', ' ')}`);
    if (found.slice !== this.#slice) {
      const names = this.#others.get(found.slice) ?? new Set();
      this.#others.set(found.slice, names.add(found.name));
    }
    return found.name;
  }

  /** @param pathOf the file of another slice's schema, as this one imports it */
  imports(pathOf: (slice: string) => string): string {
    const line = (names: Iterable<string>, from: string): string =>
      `import { ${[...names].toSorted((a, b) => (a < b ? -1 : 1)).join(', ')} } from ${tsString(from)};\n`;
    return [
      ...(this.#usesSql ? [line(['sql'], 'drizzle-orm')] : []),
      ...(this.#core.size === 0 ? [] : [line(this.#core, 'drizzle-orm/pg-core')]),
      ...[...this.#others].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([slice, names]) => line(names, pathOf(slice))),
    ].join('');
  }
}
