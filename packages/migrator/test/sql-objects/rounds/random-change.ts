import fc from 'fast-check';
import type { SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';
import type { Rename } from '../../../src/schema/rename/rename.ts';
import { column, entity, foreignKey, table, view } from '../../schema/entities.ts';
import type { PlannedSlice } from './plan.ts';

/** A column; `key` stays when it gets another name. */
interface Column {
  readonly key: number;
  readonly name: string;
  readonly type: string;
}

interface Table {
  readonly of: number;
  readonly name: string;
  readonly columns: readonly Column[];
  /** The table that `r` refers to, which has the type of that one's `id`. */
  readonly to?: string;
  /** A column of a table that its policy reads. */
  readonly policy?: Reference;
  /** A column of its own that its check reads. */
  readonly check?: number;
}

interface Reference {
  readonly table: string;
  readonly key: number;
}

interface View {
  readonly of: number;
  readonly name: string;
  readonly reads: readonly Reference[];
  /** Compares `r` of a table with what it refers to. */
  readonly joins?: string;
  /** Reads the first column of this view, too. */
  readonly over?: string;
}

interface Model {
  readonly tables: readonly Table[];
  readonly views: readonly View[];
}

/** A change of two to four slices, all of whose states are right: what is gone is read by nothing. */
export interface RandomChange {
  readonly slices: Readonly<Record<string, PlannedSlice>>;
  /** Nothing with rows is dropped. */
  readonly keepsAll: boolean;
}

/** Key of `id` and of `r` in every table. */
const [ID, REFERENCE] = [0, 1];

const model: fc.Arbitrary<Model> = fc.integer({ min: 2, max: 4 }).chain((slices) =>
  fc
    .array(
      fc.record({
        to: fc.option(fc.nat(7), { nil: undefined }),
        policy: fc.option(fc.tuple(fc.nat(7), fc.nat(4)), { nil: undefined }),
        check: fc.option(fc.nat(4), { nil: undefined }),
      }),
      { minLength: slices, maxLength: slices + 2 },
    )
    .chain((drawn) => {
      const names = drawn.map((_, number) => `t${number}`);
      const nameAt = (number: number): string => names[number % names.length] ?? '';
      const tables = drawn.map(
        ({ to, policy, check }, number): Table => ({
          of: number % slices,
          name: nameAt(number),
          columns: [
            { key: ID, name: 'id', type: 'integer' },
            { key: REFERENCE, name: 'r', type: 'integer' },
            ...['a', 'b', 'c'].map((name, index) => ({ key: 2 + index, name, type: 'integer' })),
          ],
          ...(to === undefined ? {} : { to: nameAt(to) }),
          ...(policy === undefined ? {} : { policy: { table: nameAt(policy[0]), key: policy[1] } }),
          ...(check === undefined ? {} : { check }),
        }),
      );
      const reference = fc.tuple(fc.constantFrom(...names), fc.nat(4)).map(([name, key]) => ({ table: name, key }));
      const views = fc
        .array(
          fc.record({
            of: fc.nat(slices - 1),
            reads: fc.array(reference, { minLength: 1, maxLength: 3 }),
            joins: fc.option(fc.constantFrom(...names), { nil: undefined }),
            over: fc.option(fc.nat(5), { nil: undefined }),
          }),
          { minLength: 1, maxLength: 4 },
        )
        .map((list) =>
          list.map(({ of, reads, joins, over }, number): View => {
            const hasKey = joins !== undefined && tables.some(({ name, to }) => name === joins && to !== undefined);
            return {
              ...{ of, reads, name: `v${number}` },
              ...(hasKey ? { joins } : {}),
              ...(over === undefined || over >= number ? {} : { over: `v${over}` }),
            };
          }),
        );
      return views.map((all) => ({ tables, views: all }));
    }),
);

type Edit =
  | { readonly does: 'rename' | 'retype' | 'drop'; readonly table: number; readonly column: number }
  | { readonly does: 'add' | 'retype-key' | 'drop-view' | 'add-view'; readonly table: number; readonly column: number };

const edit: fc.Arbitrary<Edit> = fc.record({
  does: fc.constantFrom('rename', 'rename', 'retype', 'drop', 'add', 'retype-key', 'drop-view', 'add-view'),
  table: fc.nat(5),
  column: fc.integer({ min: 2, max: 4 }),
});

function apply({ tables, views }: Model, { does, table: number, column: key }: Edit, at: number): Model {
  const { name = '' } = tables[number % tables.length] ?? {};
  const change = (map: (each: Table) => Table): Model => ({
    views,
    tables: tables.map((each) => (each.name === name ? map(each) : each)),
  });
  const columns = (map: (each: Column) => readonly Column[]): Model =>
    change((each) => ({ ...each, columns: each.columns.flatMap(map) }));
  switch (does) {
    case 'rename':
      return columns((each) => [each.key === key ? { ...each, name: `n${at}` } : each]);
    case 'retype':
      return columns((each) => [each.key === key ? { ...each, type: 'text' } : each]);
    case 'drop':
      return columns((each) => (each.key === key ? [] : [each]));
    case 'add':
      return change((each) => ({
        ...each,
        columns: [...each.columns, { key: 10 + at, name: `m${at}`, type: 'integer' }],
      }));
    case 'retype-key':
      return retypeKey({ tables, views }, name);
    case 'drop-view':
      return { tables, views: views.filter((each) => each.name !== `v${number}`) };
    case 'add-view':
      return {
        tables,
        views: [...views, { of: tables[0]?.of ?? 0, name: `w${at}`, reads: [{ table: name, key }] }],
      };
  }
}

/** The `id` of a table, the `r` of those that refer to it, and so on. */
function retypeKey({ tables, views }: Model, name: string): Model {
  const text = (keys: readonly number[]) => (each: Column) =>
    keys.includes(each.key) ? { ...each, type: 'text' } : each;
  return {
    views,
    tables: tables.map((each) => {
      const keys = [...(each.name === name ? [ID] : []), ...(each.to === name ? [REFERENCE] : [])];
      return { ...each, columns: each.columns.map(text(keys)) };
    }),
  };
}

/** With what reads a column that is gone reading `id` instead, and without the views over views that are gone. */
function mended({ tables, views }: Model): Model {
  const mend = ({ table: name, key }: Reference): Reference => {
    const known = tables.find((each) => each.name === name)?.columns.some((each) => each.key === key);
    return { table: name, key: known === true ? key : ID };
  };
  const kept = new Set(views.map(({ name }) => name));
  return {
    tables: tables.map((each) => ({
      ...each,
      ...(each.policy === undefined ? {} : { policy: mend(each.policy) }),
      ...(each.check === undefined ? {} : { check: mend({ table: each.name, key: each.check }).key }),
    })),
    views: views.map(({ over, ...each }) => ({
      ...each,
      reads: each.reads.map(mend),
      ...(over === undefined || !kept.has(over) ? {} : { over }),
    })),
  };
}

function entitiesOf({ tables, views }: Model, of: number): readonly SchemaEntity[] {
  const nameOf = ({ table: name, key }: Reference): string => {
    const known = tables.find((each) => each.name === name)?.columns.find((each) => each.key === key);
    return `"${name}"."${known?.name ?? 'none'}"`;
  };
  const ofTable = ({ name, columns, to, policy, check }: Table): readonly SchemaEntity[] => [
    table(name),
    ...columns.map((each) => column(`${name}.${each.name}`, each.type, each.key === ID ? { notNull: true } : {})),
    entity('primary-key', `${name}.${name}_pkey`, { columns: ['id'] }),
    ...(to === undefined ? [] : [foreignKey(`${name}.${name}_r_fk`, ['r'], to)]),
    ...(policy === undefined
      ? []
      : [
          entity('policy', `${name}.p`, {
            as: 'PERMISSIVE',
            for: 'ALL',
            roles: ['public'],
            using: `exists (select 1 from "${policy.table}" where ${nameOf(policy)} is not null)`,
          }),
        ]),
    ...(check === undefined
      ? []
      : [
          entity('check', `${name}.${name}_ok`, {
            value: `${nameOf({ table: name, key: check })} is not null or true`,
          }),
        ]),
  ];
  const ofView = ({ name, reads, joins, over }: View): SchemaEntity => {
    const to = tables.find((each) => each.name === joins)?.to;
    const isJoined = joins !== undefined && to !== undefined && to !== joins;
    const sources = new Set([
      ...reads.map((each) => `"${each.table}"`),
      ...(isJoined ? [`"${joins}"`, `"${to}"`] : []),
    ]);
    if (over !== undefined) sources.add(`"${over}"`);
    const outputs = [...reads.map(nameOf), ...(over === undefined ? [] : [`"${over}"."o0"`])];
    const list = outputs.map((output, index) => `${output} as "o${index}"`).join(', ');
    const where = isJoined
      ? ` where ${nameOf({ table: joins, key: REFERENCE })} = ${nameOf({ table: to, key: ID })}`
      : '';
    return view(name, `select ${list} from ${[...sources].join(', ')}${where}`);
  };
  return [
    ...tables.filter((each) => each.of === of).flatMap(ofTable),
    ...views.filter((each) => each.of === of).map(ofView),
  ];
}

function renamesOf(before: Model, after: Model, of: number): readonly Rename[] {
  return before.tables
    .filter((each) => each.of === of)
    .flatMap(({ name, columns }) => {
      const now = after.tables.find((each) => each.name === name)?.columns ?? [];
      return columns.flatMap((each): readonly Rename[] => {
        const is = now.find(({ key }) => key === each.key);
        if (is === undefined || is.name === each.name) return [];
        return [{ kind: 'column', from: ['public', name, each.name], to: ['public', name, is.name] }];
      });
    });
}

export const randomChange: fc.Arbitrary<RandomChange> = fc
  .tuple(model, fc.array(edit, { minLength: 1, maxLength: 6 }))
  .map(([before, edits]) => {
    const after = mended(edits.reduce(apply, before));
    const count = Math.max(...before.tables.map(({ of }) => of)) + 1;
    const slices = Array.from({ length: count }, (_, of) => {
      const states = {
        before: entitiesOf(before, of),
        after: entitiesOf(after, of),
        renames: renamesOf(before, after, of),
      };
      return [`s${of}`, states] as const;
    });
    return { slices: Object.fromEntries(slices), keepsAll: edits.every(({ does }) => does !== 'drop') };
  });
