import type { RenameQuestion } from '../../../src/schema/rename/resolve-renames.ts';

/** Types that a column may begin with, and what each can become without losing a value. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  'p.integer()': ['p.bigint({ mode: "number" })', 'p.text()'],
  'p.bigint({ mode: "number" })': ['p.text()'],
  'p.varchar({ length: 20 })': ['p.text()', 'p.varchar({ length: 40 })'],
  'p.varchar({ length: 40 })': ['p.text()'],
  'p.text()': [],
  "p.text().notNull().default('x')": ["p.text().default('x')", "p.text().notNull().default('y')"],
  'p.boolean().default(false)': ['p.boolean()'],
  'p.boolean()': [],
  "p.text().default('x')": [],
  "p.text().notNull().default('y')": [],
};
const FIRST = Object.keys(TYPES);

export interface Column {
  /** Stays the same whatever it is called. */
  readonly key: number;
  readonly name: string;
  readonly type: string;
  readonly index: boolean;
  /** Key of the table that it refers to. */
  readonly to?: number;
}

export interface Table {
  readonly key: number;
  readonly name: string;
  readonly slice: string;
  readonly columns: readonly Column[];
}

export type Model = readonly Table[];

/** A sequence of edits of two slices, the same for the same seed: adds, drops, renames, types, indexes, references. */
export class EditSession {
  #state: number;
  #last = 0;

  constructor(seed: number) {
    this.#state = seed * 2654435761 + 1;
  }

  /** From 0 to below `n`. */
  pick(n: number): number {
    this.#state = (Math.imul(this.#state ^ (this.#state >>> 15), 2246822519) + 374761393) | 0;
    return ((this.#state ^ (this.#state >>> 13)) >>> 0) % n;
  }

  /** What is there at first: a table with rows in each slice. */
  start(): Model {
    return [this.#table('shop'), this.#table('other')];
  }

  /** The next save: one to three edits. */
  edit(model: Model): Model {
    let now = model;
    for (let edits = this.pick(3); edits >= 0; edits -= 1) now = this.#once(now);
    return now;
  }

  #once(model: Model): Model {
    const table = model[this.pick(model.length)];
    if (table === undefined) return [this.#table('shop')];
    const replace = (columns: readonly Column[]): Model =>
      model.map((each) => (each.key === table.key ? { ...table, columns } : each));
    const column = table.columns[this.pick(table.columns.length)];
    switch (this.pick(11)) {
      case 0:
        return [...model, this.#table(this.pick(2) === 0 ? 'shop' : 'other')];
      case 1: {
        const isUsed = model.some(({ columns }) => columns.some(({ to }) => to === table.key));
        const isLast = model.filter(({ slice }) => slice === table.slice).length < 2;
        return isUsed || isLast ? model : model.filter(({ key }) => key !== table.key);
      }
      case 2:
        return model.map((each) => (each.key === table.key ? { ...each, name: this.#name('t') } : each));
      case 3:
      case 4:
        return replace([...table.columns, this.#column()]);
      case 5:
        return replace(table.columns.filter((each) => each !== column));
      case 6:
      case 7:
        return replace(table.columns.map((each) => (each === column ? { ...each, name: this.#name('c') } : each)));
      case 8:
        return replace(table.columns.map((each) => (each === column ? this.#retyped(each) : each)));
      case 9:
        return replace(table.columns.map((each) => (each === column ? { ...each, index: !each.index } : each)));
      default: {
        const others = model.filter(({ key, slice }) => key < table.key || slice === table.slice);
        const to = others[this.pick(others.length)];
        if (to === undefined || to.key > table.key) return model;
        return replace([...table.columns, { ...this.#column(), type: 'p.integer()', to: to.key }]);
      }
    }
  }

  #retyped(column: Column): Column {
    const next = column.to === undefined ? (TYPES[column.type] ?? []) : [];
    return next.length === 0 ? column : { ...column, type: next[this.pick(next.length)] ?? column.type };
  }

  #table(slice: string): Table {
    const columns = Array.from({ length: 1 + this.pick(3) }, () => this.#column());
    return { key: this.#key(), name: this.#name('t'), slice, columns };
  }

  #column(): Column {
    return {
      key: this.#key(),
      name: this.#name('c'),
      type: FIRST[this.pick(FIRST.length)] ?? 'p.text()',
      index: this.pick(4) === 0,
    };
  }

  #key(): number {
    this.#last += 1;
    return this.#last;
  }

  #name(prefix: string): string {
    return `${prefix}${this.#key()}`;
  }
}

/** What a schema file says of it. */
export function schemaText(model: Model, slice: string): string {
  const named = new Map(model.map((table) => [table.key, table]));
  const imported = new Set<string>();
  const texts = model
    .filter((table) => table.slice === slice)
    .map(({ name, columns }) => {
      const lines = columns.map(({ name: column, type, to }) => {
        const target = to === undefined ? undefined : named.get(to);
        if (target !== undefined && target.slice !== slice) imported.add(target.name);
        return `${column}: ${type}${target === undefined ? '' : `.references(() => ${target.name}.id)`}`;
      });
      const indexes = columns.filter(({ index }) => index).map(({ name: column }) => `p.index().on(t.${column})`);
      return `export const ${name} = p.pgTable('${name}', { id: p.integer().primaryKey(), ${lines.join(', ')} }, (t) => [${indexes.join(', ')}]);\n`;
    });
  const from = slice === 'shop' ? 'other' : 'shop';
  const imports =
    imported.size === 0 ? '' : `import { ${[...imported].join(', ')} } from '../../${from}/src/schema.ts';\n`;
  return imports + texts.join('');
}

/** What a person answers who knows what was meant. */
export function answer(before: Model, after: Model, { kind, created, candidates }: RenameQuestion) {
  const [table, column] = kind === 'table' ? [created[1], undefined] : [created[1], created[2]];
  const now = after.find(({ name }) => name === table);
  const was = before.find(({ key }) => key === now?.key);
  const key = now?.columns.find(({ name }) => name === column)?.key;
  const name = column === undefined ? was?.name : was?.columns.find((each) => each.key === key)?.name;
  return candidates.find(({ id }) => id.at(-1) === name);
}
