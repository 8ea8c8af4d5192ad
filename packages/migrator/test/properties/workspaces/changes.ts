import type { Dice } from './dice.ts';
import { type Model, type Table, withColumn, withTable } from './model.ts';

/** One change of the schemas, as a developer makes it. */
export interface SchemaStep {
  readonly model: Model;
  readonly does: string;
  /** Of the slice in whose files it is made. */
  readonly slice: string;
  /** Flags of `--rename`, where it is one. */
  readonly renames?: readonly string[];
}

type Chooser = (model: Model, dice: Dice, name: (prefix: string) => string) => SchemaStep | undefined;

const addTable: Chooser = (model, dice, name) => {
  const slice = dice.of(model.slices) ?? '';
  const before = model.slices.slice(0, model.slices.indexOf(slice) + 1);
  const key = name('t');
  const referred = dice.of(model.tables.filter((table) => before.includes(table.slice)));
  const refersTo = dice.chance(60) && referred !== undefined ? { refersTo: referred.key } : {};
  const column = { key: name('c'), name: name('n'), type: 'integer', required: false };
  const table: Table = { key, slice, name: key, columns: [column], ...refersTo };
  return { model: { ...model, tables: [...model.tables, table] }, does: `add table ${key}`, slice };
};

const addColumn: Chooser = (model, dice, name) => {
  const table = dice.of(model.tables);
  if (table === undefined) return undefined;
  const before = model.slices.slice(0, model.slices.indexOf(table.slice) + 1);
  const enums = model.enums.filter(({ slice }) => before.includes(slice)).map(({ key }) => key);
  const type = dice.of(['integer', 'text', 'bigint', ...enums, ...enums]) ?? 'integer';
  const column = { key: name('c'), name: name('n'), type, required: type === 'integer' && dice.chance(30) };
  const next = withTable(model, table.key, (own) => ({ ...own, columns: [...own.columns, column] }));
  return { model: next, does: `add column ${table.name}.${column.name}`, slice: table.slice };
};

const addEnum: Chooser = (model, dice, name) => {
  const slice = dice.of(model.slices) ?? '';
  const key = name('e');
  const made = { key, slice, values: ['low', 'high'] };
  return { model: { ...model, enums: [...model.enums, made] }, does: `add enum ${key}`, slice };
};

const addValue: Chooser = (model, dice, name) => {
  const chosen = dice.of(model.enums);
  if (chosen === undefined) return undefined;
  const enums = model.enums.map((each) => (each === chosen ? { ...each, values: [...each.values, name('v')] } : each));
  return { model: { ...model, enums }, does: `add a value to ${chosen.key}`, slice: chosen.slice };
};

const addReader: Chooser = (model, dice, name) => {
  const table = dice.of(model.tables);
  const column = dice.of(table?.columns ?? []);
  if (table === undefined || column === undefined) return undefined;
  // Views of another slice would have to import the enum.
  const isPlain = model.enums.every(({ key }) => key !== column.type);
  const slice = isPlain && dice.chance(60) ? (dice.of(model.slices) ?? '') : table.slice;
  const kind = dice.chance(50) && isPlain ? 'view' : 'function';
  const reader = {
    name: name(kind === 'view' ? 'w' : 'f'),
    kind,
    slice,
    table: table.key,
    column: column.key,
  } as const;
  return { model: { ...model, readers: [...model.readers, reader] }, does: `add ${kind} ${reader.name}`, slice };
};

const renameTable: Chooser = (model, dice, name) => {
  const table = dice.of(model.tables);
  if (table === undefined) return undefined;
  const to = name('r');
  const next = withTable(model, table.key, (own) => ({ ...own, name: to }));
  return { model: next, does: `rename ${table.name}`, slice: table.slice, renames: [`${table.name}=${to}`] };
};

const renameColumn: Chooser = (model, dice, name) => {
  const table = dice.of(model.tables);
  const column = dice.of(table?.columns ?? []);
  if (table === undefined || column === undefined) return undefined;
  const to = name('m');
  const next = withColumn(model, table.key, column.key, (own) => ({ ...own, name: to }));
  const renames = [`${table.name}.${column.name}=${to}`];
  return { model: next, does: `rename ${table.name}.${column.name}`, slice: table.slice, renames };
};

const retype: Chooser = (model, dice) => {
  const table = dice.of(model.tables);
  const column = dice.of((table?.columns ?? []).filter(({ type }) => type === 'integer'));
  if (table === undefined || column === undefined) return undefined;
  const next = withColumn(model, table.key, column.key, (own) => ({ ...own, type: 'bigint' }));
  return { model: next, does: `retype ${table.name}.${column.name}`, slice: table.slice };
};

const dropColumn: Chooser = (model, dice) => {
  const isRead = (column: string): boolean => model.readers.some((reader) => reader.column === column);
  const table = dice.of(model.tables);
  const column = dice.of((table?.columns ?? []).filter(({ key }) => !isRead(key)));
  if (table === undefined || column === undefined) return undefined;
  const next = withTable(model, table.key, (own) => ({
    ...own,
    columns: own.columns.filter((each) => each !== column),
  }));
  return { model: next, does: `drop column ${table.name}.${column.name}`, slice: table.slice };
};

const dropReader: Chooser = (model, dice) => {
  const reader = dice.of(model.readers);
  if (reader === undefined) return undefined;
  const readers = model.readers.filter((each) => each !== reader);
  return { model: { ...model, readers }, does: `drop ${reader.kind} ${reader.name}`, slice: reader.slice };
};

const ADDING: readonly Chooser[] = [addTable, addColumn, addColumn, addEnum, addReader];
const CHANGING: readonly Chooser[] = [
  ...[...ADDING, addValue, addReader],
  ...[renameTable, renameColumn, renameColumn, retype, dropColumn, dropReader],
];

/** A change by chance; with `adds`, one that takes nothing away, as two branches make that should be joined. */
export function changeOf(
  model: Model,
  dice: Dice,
  name: (prefix: string) => string,
  adds = false,
): SchemaStep | undefined {
  return dice.of(adds ? ADDING : CHANGING)?.(model, dice, name);
}
