import { becomes, defaultsOf } from './column-types.ts';
import type { Dice } from './dice.ts';
import type { ColumnModel, EnumModel, Model, PartModel, TableModel } from './model.ts';
import {
  randomColumn,
  randomEnum,
  randomName,
  randomRole,
  randomSequence,
  randomTable,
  randomView,
  withPart,
} from './random-model.ts';
import { ACTIONS, COMPUTED } from './recipes.ts';

type Edit = (dice: Dice, model: Model) => Partial<Model> | undefined;

/** One table, changed. */
const inTable =
  (change: (dice: Dice, table: TableModel, model: Model) => Partial<TableModel> | undefined): Edit =>
  (dice, model) => {
    const table = dice.of(model.tables);
    const changed = table === undefined ? undefined : change(dice, table, model);
    if (table === undefined || changed === undefined) return undefined;
    return { tables: model.tables.map((each) => (each === table ? { ...table, ...changed } : each)) };
  };

/** One column that is not computed, changed. */
const inColumn = (
  change: (dice: Dice, column: ColumnModel, table: TableModel, model: Model) => Partial<ColumnModel> | undefined,
): Edit =>
  inTable((dice, table, model) => {
    const column = dice.of(table.columns.filter(({ computed }) => computed === undefined));
    const changed = column === undefined ? undefined : change(dice, column, table, model);
    if (column === undefined || changed === undefined) return undefined;
    return { columns: table.columns.map((each) => (each === column ? { ...column, ...changed } : each)) };
  });

const inEnum =
  (change: (dice: Dice, type: EnumModel, model: Model) => Partial<EnumModel> | undefined): Edit =>
  (dice, model) => {
    const type = dice.of(model.enums);
    const changed = type === undefined ? undefined : change(dice, type, model);
    if (type === undefined || changed === undefined) return undefined;
    return { enums: model.enums.map((each) => (each === type ? { ...type, ...changed } : each)) };
  };

function isPartOf(parts: readonly PartModel[], kind: PartModel['kind'], key: number): boolean {
  return parts.some((part) => part.kind === kind && part.columns.includes(key));
}

/** What a developer does to a schema; how often is how often it is listed. */
export const EDITS: Readonly<Record<string, Edit>> = {
  'add table': (dice, model) => ({
    tables: [...model.tables, randomTable(dice, model, model.next, dice.below(model.slices))],
  }),
  'drop table': (dice, { tables }) => {
    const gone = tables.length > 2 ? dice.of(tables) : undefined;
    return gone === undefined ? undefined : { tables: tables.filter((each) => each !== gone) };
  },
  'rename table': inTable((dice, _, { next }) => ({ name: randomName(dice, 't', next) })),
  'move table': inTable((_, table) => (table.of % 2 === 1 ? { isInside: !table.isInside } : undefined)),
  'add column': inTable((dice, table, model) => ({
    columns: [...table.columns, randomColumn(dice, model, table.of, model.next)],
  })),
  'drop column': inTable((dice, table) => {
    const gone = table.columns.length > 1 ? dice.of(table.columns) : undefined;
    return gone === undefined ? undefined : { columns: table.columns.filter((each) => each !== gone) };
  }),
  'rename column': inColumn((dice, _column, _table, { next }) => ({ name: randomName(dice, 'c', next) })),
  'change type': inColumn((dice, column, { parts }) => {
    const type = isPartOf(parts, 'key', column.key) ? undefined : dice.of(becomes(column));
    if (type === undefined) return undefined;
    const changed = { ...column, type };
    return { type, initial: column.initial === undefined || defaultsOf(changed) === 0 ? undefined : column.initial };
  }),
  'set default': inColumn((dice, column, { parts }) =>
    isPartOf(parts, 'key', column.key) || (!column.isArray && defaultsOf(column) === 0)
      ? undefined
      : { initial: dice.below(2) },
  ),
  'drop default': inColumn((_, { initial }) => (initial === undefined ? undefined : { initial: undefined })),
  'drop not null': inColumn((_, { notNull, key }, { beside }) =>
    notNull && beside !== key ? { notNull: false } : undefined,
  ),
  // Rows of numbers that are no multiple of three have values everywhere.
  'set not null': inColumn((_, { notNull, key }, { parts }) =>
    notNull || key % 3 === 0 || isPartOf(parts, 'key', key) ? undefined : { notNull: true },
  ),
  'change expression': inTable((_, { columns }) => {
    const found = columns.find(({ computed }) => computed !== undefined);
    if (found?.computed === undefined) return undefined;
    const computed = { ...found.computed, how: (found.computed.how + 1) % COMPUTED.length };
    return { columns: columns.map((each) => (each === found ? { ...found, computed } : each)) };
  }),
  'add part': (dice, model) => withPart(dice, model, model.next),
  'drop part': inTable((dice, { parts }) => {
    const gone = dice.of(parts);
    return gone === undefined ? undefined : { parts: parts.filter((each) => each !== gone) };
  }),
  'change part': inTable((dice, { parts }) => {
    const found = dice.of(parts);
    const changed = found === undefined ? undefined : changedPart(found);
    return changed === undefined ? undefined : { parts: parts.map((each) => (each === found ? changed : each)) };
  }),
  'rename part': inTable((dice, { parts }, { next }) => {
    const found = dice.of(parts);
    return found === undefined
      ? undefined
      : {
          parts: parts.map((each) =>
            each === found ? { ...found, name: randomName(dice, found.kind[0] ?? 'p', next) } : each,
          ),
        };
  }),
  'switch row security': inTable((_, { isGuarded }) => ({ isGuarded: !isGuarded })),
  'change numbering': inTable((dice, { id }) => {
    if (id === 'bigserial') return undefined;
    return { id: dice.from('integer', 'serial', 'always', 'by default') };
  }),
  'add view': (dice, model) => {
    const view = randomView(dice, model, model.next);
    return view === undefined ? undefined : { views: [...model.views, view] };
  },
  'drop view': (dice, { views }) => {
    const gone = dice.of(views);
    return gone === undefined ? undefined : { views: views.filter((each) => each !== gone) };
  },
  'change view': (dice, model) => {
    const found = dice.of(model.views);
    const other = randomView(dice, model, model.next);
    if (found === undefined || other === undefined) return undefined;
    const { reads, isStored } = other;
    return { views: model.views.map((each) => (each === found ? { ...found, reads, isStored } : each)) };
  },
  'add value': inEnum((dice, { values }, { next }) => {
    const at = dice.below(values.length + 1);
    return { values: [...values.slice(0, at), { key: next, text: `n${next}` }, ...values.slice(at)] };
  }),
  'rename value': inEnum((dice, { values }, { next }) => {
    const found = dice.of(values);
    return { values: values.map((each) => (each === found ? { ...each, text: randomName(dice, 'w', next) } : each)) };
  }),
  'drop value': inEnum((dice, { values }) => {
    const gone = values.length > 2 ? dice.of(values) : undefined;
    return gone === undefined ? undefined : { values: values.filter((each) => each !== gone) };
  }),
  'rename enum': inEnum((dice, _, { next }) => ({ name: randomName(dice, 'e', next) })),
  'add enum': (dice, model) => ({ enums: [...model.enums, randomEnum(dice, model.next, dice.below(model.slices))] }),
  'drop enum': (_, { enums, tables }) => {
    const used = new Set(tables.flatMap(({ columns }) => columns.map(({ type }) => type)));
    const gone = enums.find(({ key }) => !used.has(key));
    return gone === undefined ? undefined : { enums: enums.filter((each) => each !== gone) };
  },
  'reorder values': inEnum((_, { values }) => ({ values: values.toReversed() })),
  'add role': (dice, { roles, next }) => {
    const role = randomRole(dice, next);
    return roles.some(({ name }) => name === role.name) ? undefined : { roles: [...roles, role] };
  },
  'drop role': (dice, { roles }) => {
    const gone = dice.of(roles);
    return gone === undefined ? undefined : { roles: roles.filter((each) => each !== gone) };
  },
  'add sequence': (dice, model) => ({
    sequences: [...model.sequences, randomSequence(dice, model.next, dice.below(model.slices))],
  }),
  'rename sequence': (dice, { sequences, next }) => {
    const found = dice.of(sequences);
    const name = randomName(dice, 'q', next);
    return { sequences: sequences.map((each) => (each === found ? { ...each, name } : each)) };
  },
  'rename view': (dice, { views, next }) => {
    const found = dice.of(views);
    const name = randomName(dice, 'v', next);
    return found && { views: views.map((each) => (each === found ? { ...each, name } : each)) };
  },
  'rename schema': (dice, { schemas, next }) => ({
    schemas: schemas.map((name, of) => (of === 1 ? randomName(dice, 's', next) : name)),
  }),
  'change key': inTable((dice, { key, columns, beside }, { tables }) => {
    if (beside !== undefined) return { beside: undefined };
    const isReferred = tables.some(({ parts }) => parts.some((part) => part.kind === 'key' && part.to === key));
    const column = dice.of(columns.filter(({ notNull, type, isArray }) => notNull && !isArray && type !== 'jsonb'));
    return isReferred || column === undefined ? undefined : { beside: column.key };
  }),
  'change sequence': (dice, { sequences, next }) => {
    const found = dice.of(sequences);
    if (found === undefined) return undefined;
    const { increment, min, max, cycle } = randomSequence(dice, next, found.of);
    return { sequences: sequences.map((each) => (each === found ? { ...found, increment, min, max, cycle } : each)) };
  },
};

function changedPart(part: PartModel): PartModel | undefined {
  switch (part.kind) {
    case 'index':
      return part.how === 2 || part.how === 4
        ? undefined
        : { ...part, how: part.how === 0 ? 3 : part.how === 3 ? 5 : 0 };
    case 'unique':
      return { ...part, nulls: !part.nulls };
    case 'check':
      return { ...part, how: 1 - part.how };
    case 'policy':
      return part.role === undefined ? { ...part, how: (part.how + 1) % 3 } : { ...part, how: 7 - part.how };
    case 'key':
      return part.action === 0 ? undefined : { ...part, action: 1 + (part.action % (ACTIONS.length - 1)) };
  }
}

export interface Edited {
  readonly after: Model;
  /** What was done, in order. */
  readonly done: readonly string[];
}

const NAMES = Object.keys(EDITS);

/** Five edits, after which nothing speaks of what is gone. */
export function edited(dice: Dice, before: Model): Edited {
  let after = before;
  const done: string[] = [];
  for (let tries = 0; done.length < 5 && tries < 60; tries += 1) {
    const name = dice.of(NAMES) ?? '';
    const change = EDITS[name]?.(dice, after);
    if (change === undefined) continue;
    after = mended({ ...after, ...change, next: after.next + 10 });
    done.push(name);
  }
  return { after, done };
}

/** Without what uses a thing that is gone. */
function mended(model: Model): Model {
  const kept = new Set(model.tables.map(({ key }) => key));
  const roles = new Set(model.roles.map(({ key }) => key));
  const tables = model.tables.map((table): TableModel => {
    const columns = table.columns.filter(
      ({ computed }) =>
        computed === undefined || table.columns.some((each) => each.key === computed.from && canStay(each)),
    );
    const keys = new Set(columns.map(({ key }) => key));
    const parts = table.parts.filter(
      (part) =>
        part.columns.every((key) => keys.has(key)) &&
        (part.kind !== 'key' || kept.has(part.to)) &&
        (part.kind !== 'policy' || part.role === undefined || roles.has(part.role)),
    );
    const beside = columns.find(({ key }) => key === table.beside)?.key;
    return { ...table, columns, parts, beside };
  });
  const holds = (key: number, column: number): boolean =>
    tables.some((table) => table.key === key && table.columns.some((each) => each.key === column));
  let views = model.views.flatMap((view) => {
    const reads = view.reads.filter(({ table, column }) => holds(table, column));
    return reads.length === 0 ? [] : [{ ...view, reads }];
  });
  for (let known = -1; known !== views.length; ) {
    known = views.length;
    views = views.filter(({ over }) => over === undefined || views.some(({ key }) => key === over));
  }
  return { ...model, tables, views };
}

function canStay({ type, isArray }: ColumnModel): boolean {
  return !isArray && typeof type === 'string' && !/^(?:date|timestamp|double)/.test(type);
}
