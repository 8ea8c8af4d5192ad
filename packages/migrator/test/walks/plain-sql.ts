import { insertedValue, literal, quoted, sqlDefault, sqlType } from './column-types.ts';
import type { ColumnModel, Model, PartModel, TableModel, ViewModel } from './model.ts';
import { ACTIONS, CHECKS, COMPUTED, INDEXES, POLICIES } from './recipes.ts';

// A model as somebody would write it who knows neither Drizzle nor Braid: the judge of what both make of it.

export function schemaOf({ schemas }: Model, { of, isInside }: TableModel): string {
  return isInside ? (schemas[of] ?? '') : 'public';
}

export function pathOf(model: Model, table: TableModel): string {
  return `${quoted(schemaOf(model, table))}.${quoted(table.name)}`;
}

export function columnNamed(table: TableModel, key: number): string {
  return quoted(table.columns.find((each) => each.key === key)?.name ?? 'id');
}

/** Statements that build the model in an empty database. */
export function plainSql(model: Model): readonly string[] {
  const { roles, enums, sequences, tables, views } = model;
  return [
    // Roles belong to the server.
    ...roles.map(
      ({ name }) => `do $$ begin create role ${quoted(name)}; exception when duplicate_object then null; end $$`,
    ),
    ...schemasOf(model).map((of) => `create schema ${quoted(model.schemas[of] ?? '')}`),
    ...enums.map(
      ({ name, values }) =>
        `create type ${quoted(name)} as enum (${values.map(({ text }) => literal(text)).join(', ')})`,
    ),
    ...sequences.map(
      ({ name, increment, min, max, cycle }) =>
        `create sequence ${quoted(name)} increment by ${increment} minvalue ${min} maxvalue ${max} start with ${min}${cycle ? ' cycle' : ''}`,
    ),
    ...tables.map((table) => createTable(model, table)),
    ...tables.flatMap((table) => table.parts.flatMap((part) => createPart(model, table, part))),
    ...tables.filter(isGuarded).map((table) => `alter table ${pathOf(model, table)} enable row level security`),
    ...views.map(
      (view) => `create ${view.isStored ? 'materialized ' : ''}view ${quoted(view.name)} as ${queryOf(model, view)}`,
    ),
  ];
}

/** The slices that have a PostgreSQL schema of their own: always the same, so that tables can move. */
export function schemasOf({ slices }: Model): readonly number[] {
  return Array.from({ length: slices }, (_, of) => of).filter((of) => of % 2 === 1);
}

export function isGuarded({ isGuarded: isOn, parts }: TableModel): boolean {
  return isOn || parts.some(({ kind }) => kind === 'policy');
}

function createTable(model: Model, table: TableModel): string {
  const columns = table.columns.map(
    (column) => `${quoted(column.name)} ${sqlType(model, column)}${details(model, table, column)}`,
  );
  return `create table ${pathOf(model, table)} (${[`"id" ${idSql(model, table)}`, ...columns, `constraint "${table.key}_pk" primary key (${['"id"', ...keyBeside(table)].join(', ')})`].join(', ')})`;
}

function roleNamed({ roles }: Model, role: number | undefined): string {
  return quoted(roles.find(({ key }) => key === role)?.name ?? '');
}

function keyBeside(table: TableModel): readonly string[] {
  return table.beside === undefined ? [] : [columnNamed(table, table.beside)];
}

function idSql(model: Model, table: TableModel): string {
  const { key, id } = table;
  if (id === 'integer') return 'integer not null';
  if (id === 'serial' || id === 'bigserial') return id;
  return `integer not null generated ${id} as identity (sequence name ${quoted(schemaOf(model, table))}."${key}_ids")`;
}

function details(model: Model, table: TableModel, column: ColumnModel): string {
  if (column.computed !== undefined) {
    const { from, how } = column.computed;
    return ` generated always as (${(COMPUTED[how] ?? COMPUTED[0] ?? String)(columnNamed(table, from))}) stored`;
  }
  const initial = column.initial === undefined ? '' : ` default ${sqlDefault(model, column)}`;
  return `${initial}${column.notNull ? ' not null' : ''}`;
}

function createPart(model: Model, table: TableModel, part: PartModel): readonly string[] {
  const [path, columns, name] = [
    pathOf(model, table),
    part.columns.map((key) => columnNamed(table, key)),
    quoted(part.name),
  ];
  switch (part.kind) {
    case 'index': {
      const recipe = INDEXES[part.how];
      return recipe === undefined
        ? []
        : [`create ${recipe.unique ? 'unique ' : ''}index ${name} on ${path} ${recipe.sql(columns)}`];
    }
    case 'unique':
      return [
        `alter table ${path} add constraint ${name} unique ${part.nulls ? 'nulls not distinct ' : ''}(${columns.join(', ')})`,
      ];
    case 'check':
      return [`alter table ${path} add constraint ${name} check (${(CHECKS[part.how] ?? String)(columns[0] ?? '')})`];
    case 'policy':
      return [
        `create policy ${name} on ${path} ${POLICIES[part.how]?.sql(columns[0] ?? '', roleNamed(model, part.role))}`,
      ];
    case 'key': {
      const to = model.tables.find(({ key }) => key === part.to);
      if (to === undefined) return [];
      return [
        `alter table ${path} add constraint ${name} foreign key (${columns.join(', ')}) references ${pathOf(model, to)} ("id") ${ACTIONS[part.action]?.sql ?? ''}`,
      ];
    }
  }
}

/** The query of a view, as its schema file has it, too. */
export function queryOf(model: Model, { reads, over }: ViewModel): string {
  const { tables, views } = model;
  const sources = new Set<string>();
  const outputs = reads.flatMap(({ table, column }) => {
    const found = tables.find(({ key }) => key === table);
    if (found === undefined) return [];
    sources.add(`${pathOf(model, found)} as "s${table}"`);
    return [`"s${table}".${columnNamed(found, column)}`];
  });
  const under = views.find(({ key }) => key === over);
  if (under !== undefined) {
    sources.add(quoted(under.name));
    outputs.push(`${quoted(under.name)}."o0"`);
  }
  return `select ${outputs.map((output, index) => `${output} as "o${index}"`).join(', ')} from ${[...sources].join(', ')}`;
}

/** Rows of all tables; references to rows that are there. */
export function rowsSql(model: Model): readonly string[] {
  return [
    'set session_replication_role = replica',
    ...model.tables.flatMap((table) => {
      const columns = table.columns.filter(({ computed }) => computed === undefined);
      const names = ['"id"', ...columns.map(({ name }) => quoted(name))].join(', ');
      const refers = (column: ColumnModel): boolean =>
        table.parts.some((part) => part.kind === 'key' && part.columns.includes(column.key));
      return [1, 2, 3].map((row) => {
        const values = columns.map((column) =>
          !column.notNull && !refers(column) && row === 3 && column.key % 3 === 0
            ? 'null'
            : insertedValue(model, column, row),
        );
        const override = table.id === 'always' ? ' overriding system value' : '';
        return `insert into ${pathOf(model, table)} (${names})${override} values (${[row, ...values].join(', ')})`;
      });
    }),
    'reset session_replication_role',
    ...model.views.filter(({ isStored }) => isStored).map(({ name }) => `refresh materialized view ${quoted(name)}`),
  ];
}
