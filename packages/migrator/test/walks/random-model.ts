import { defaultsOf, TYPE_NAMES } from './column-types.ts';
import type { Dice } from './dice.ts';
import type { ColumnModel, EnumModel, Model, PartModel, SequenceModel, TableModel, Thing, ViewModel } from './model.ts';
import { ACTIONS, CHECKS, COMPUTED, INDEX_COUNT, POLICIES, POLICIES_WITHOUT_ROLE } from './recipes.ts';

/** Where names differ from what needs no quotes. */
const STYLES: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name,
  (name) => `${name}Case`,
  (name) => `select ${name}`,
  (name) => `größe.${name}`,
  (name) => `it's ${name}`,
  (name) => `${name}_with_a_name_that_is_long_enough_to_make_others_of_it_longer`.slice(0, 55),
];

export function randomName(dice: Dice, prefix: string, key: number): string {
  return (dice.of(STYLES) ?? String)(`${prefix}${key}`);
}

export function randomEnum(dice: Dice, key: number, of: number): EnumModel {
  const texts = ['a', "b's", 'C d', 'ü', 'e'].slice(0, 2 + dice.below(4));
  const values = texts.map((text, index) => ({ key: index, text }));
  return { key, of, name: randomName(dice, 'e', key), values };
}

export function randomSequence(dice: Dice, key: number, of: number): SequenceModel {
  return {
    key,
    of,
    name: randomName(dice, 'q', key),
    increment: 1 + dice.below(3),
    min: 1 + dice.below(20),
    max: 1000 * (1 + dice.below(5)),
    cycle: dice.oneIn(2),
  };
}

/** One of a few: they stay on the server. */
export function randomRole(dice: Dice, key: number): Thing {
  return { key, of: 0, name: `walk ${process.pid} role ${dice.below(4)}` };
}

/** A column that the rows of a table can have. */
export function randomColumn(dice: Dice, model: Pick<Model, 'enums'>, of: number, key: number): ColumnModel {
  const enums = model.enums.filter((each) => each.of === 0 || each.of === of);
  const chosen = dice.oneIn(4) ? dice.of(enums)?.key : undefined;
  const type = chosen ?? dice.of(TYPE_NAMES) ?? 'text';
  const isArray = dice.oneIn(6);
  const column: ColumnModel = {
    key,
    name: randomName(dice, 'c', key),
    type,
    isArray,
    notNull: false,
    initial: undefined,
    computed: undefined,
  };
  if (dice.oneIn(2) || (!isArray && defaultsOf(column) === 0)) return column;
  return { ...column, initial: dice.below(2), notNull: dice.oneIn(2) };
}

export function computedColumn(dice: Dice, from: ColumnModel, key: number): ColumnModel {
  const computed = { from: from.key, how: dice.below(COMPUTED.length) };
  return {
    key,
    name: randomName(dice, 'g', key),
    type: 'text',
    isArray: false,
    notNull: false,
    initial: undefined,
    computed,
  };
}

/** What `::text` of is immutable. */
export function canBeComputed({ type, isArray, computed }: ColumnModel): boolean {
  return computed === undefined && !isArray && typeof type === 'string' && !/^(?:date|timestamp|double)/.test(type);
}

export function randomPart(dice: Dice, model: Model, table: TableModel, key: number): PartModel | undefined {
  const kind = dice.from('index', 'index', 'unique', 'check', 'policy', 'key');
  const name = randomName(dice, `${kind[0]}`, key);
  if (kind === 'key') {
    const numbers = table.columns.filter(
      ({ type, isArray, computed }) => type === 'integer' && !isArray && computed === undefined,
    );
    const column = dice.of(numbers);
    // Slice 0 refers to itself only: all others may read its enums while they are loaded.
    const to = dice.of(
      model.tables.filter(
        (each) => each.id !== 'bigserial' && each.beside === undefined && (table.of !== 0 || each.of === 0),
      ),
    );
    const isFree =
      column !== undefined && !table.parts.some((part) => part.kind === 'key' && part.columns.includes(column.key));
    if (column === undefined || to === undefined || !isFree || column.initial !== undefined) return undefined;
    return { kind, name, columns: [column.key], to: to.key, action: column.notNull ? 0 : dice.below(ACTIONS.length) };
  }
  const columns = dice.some(table.columns, 2);
  const [first] = columns;
  if (first === undefined) return undefined;
  const keys = columns.map((column) => column.key);
  switch (kind) {
    case 'index': {
      const how = dice.below(INDEX_COUNT);
      return how === 2 && !canBeComputed(first)
        ? undefined
        : { kind, name, columns: how === 2 || how === 4 ? [first.key] : keys, how };
    }
    case 'unique':
      return columns.some(
        ({ type, isArray, computed }) =>
          computed !== undefined || isArray || type === 'boolean' || typeof type === 'number' || type === 'jsonb',
      )
        ? undefined
        : { kind, name, columns: keys, nulls: dice.oneIn(3) };
    case 'check':
      return { kind, name, columns: [first.key], how: dice.below(CHECKS.length) };
    case 'policy': {
      const role = dice.of(model.roles)?.key;
      const how = dice.below(role === undefined ? POLICIES_WITHOUT_ROLE : POLICIES.length);
      return { kind, name, columns: [first.key], how, role: how < POLICIES_WITHOUT_ROLE ? undefined : role };
    }
  }
}

export function randomTable(dice: Dice, model: Model, key: number, of: number): TableModel {
  const columns = Array.from({ length: 2 + dice.below(4) }, (_, index) =>
    randomColumn(dice, model, of, key + 1 + index),
  );
  const id = dice.from('integer', 'serial', 'bigserial', 'always', 'by default');
  return {
    key,
    of,
    name: randomName(dice, 't', key),
    isInside: of % 2 === 1 && dice.oneIn(2),
    id,
    beside: undefined,
    columns,
    parts: [],
    isGuarded: dice.oneIn(5),
  };
}

export function randomView(dice: Dice, model: Model, key: number): ViewModel | undefined {
  const reads = dice
    .some(model.tables, 2)
    .flatMap((table) => dice.some(table.columns, 2).map((column) => ({ table: table.key, column: column.key })));
  if (reads.length === 0) return undefined;
  const over = dice.oneIn(3) ? dice.of(model.views)?.key : undefined;
  return { key, of: dice.below(model.slices), name: randomName(dice, 'v', key), isStored: dice.oneIn(3), reads, over };
}

/** Two to four slices that refer to each other. */
export function randomModel(dice: Dice): Model {
  const slices = 2 + dice.below(3);
  const schemas = Array.from({ length: slices }, (_, of) => `in_${of}`);
  let model: Model = { slices, schemas, roles: [], enums: [], sequences: [], tables: [], views: [], next: 1 };
  const grown = (change: (model: Model, key: number) => Partial<Model>, by = 1): void => {
    model = { ...model, ...change(model, model.next), next: model.next + by };
  };
  for (let count = 1 + dice.below(3); count > 0; count -= 1)
    grown(({ enums }, key) => ({ enums: [...enums, randomEnum(dice, key, dice.below(slices))] }));
  if (dice.oneIn(2)) grown(({ roles }, key) => ({ roles: [...roles, randomRole(dice, key)] }));
  grown(({ sequences }, key) => ({ sequences: [...sequences, randomSequence(dice, key, dice.below(slices))] }));
  for (let number = 0; number < slices + dice.below(3); number += 1)
    grown((now, key) => ({ tables: [...now.tables, randomTable(dice, now, key, number % slices)] }), 10);
  for (let count = 4 + dice.below(6); count > 0; count -= 1) grown((now, key) => withPart(dice, now, key));
  for (let count = 1 + dice.below(3); count > 0; count -= 1)
    grown((now, key) => ({
      views: [...now.views, ...[randomView(dice, now, key)].filter((view) => view !== undefined)],
    }));
  return model;
}

/** One more part, or computed column, of some table. */
export function withPart(dice: Dice, model: Model, key: number): Partial<Model> {
  const table = dice.of(model.tables);
  if (table === undefined) return {};
  const from = dice.oneIn(5) ? dice.of(table.columns.filter(canBeComputed)) : undefined;
  const part = randomPart(dice, model, table, key);
  const grown: TableModel =
    from !== undefined
      ? { ...table, columns: [...table.columns, computedColumn(dice, from, key)] }
      : { ...table, parts: part === undefined ? table.parts : [...table.parts, part] };
  return { tables: model.tables.map((each) => (each === table ? grown : each)) };
}
