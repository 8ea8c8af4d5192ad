import { type Column, type Model, type Reader, selectOf, type Table, tableOf } from './model.ts';

/** The Drizzle schema of a slice. */
export function schemaText(model: Model, slice: string): string {
  const own = model.tables.filter((table) => table.slice === slice);
  const foreign = new Map<string, string>();
  for (const { columns, refersTo } of own) {
    if (refersTo !== undefined) foreign.set(refersTo, tableOf(model, refersTo).slice);
    for (const { type } of columns) {
      const owner = model.enums.find(({ key }) => key === type)?.slice;
      if (owner !== undefined) foreign.set(type, owner);
    }
  }
  const imports = [...foreign]
    .filter(([, owner]) => owner !== slice)
    .map(([key, owner]) => `import { ${key} } from '@demo/${owner}/schema';`);
  const enums = model.enums
    .filter((each) => each.slice === slice)
    .map(({ key, values }) => `export const ${key} = p.pgEnum('${key}', ${JSON.stringify(values)});`);
  const views = readersOf(model, slice, 'view').map(
    (view) =>
      `export const ${view.name} = p.pgView('${view.name}', { id: p.integer(), x: ${columnType(model, view)} }).as(sql\`${selectOf(model, view)}\`);`,
  );
  // A reference to a table that is declared further down is resolved when it is called.
  return ['export {};', ...imports, ...enums, ...own.map(tableText), ...views].join('\n');
}

function tableText({ key, name, columns, refersTo }: Table): string {
  const reference = refersTo === undefined ? [] : [`ref: p.integer().references((): p.AnyPgColumn => ${refersTo}.id)`];
  const parts = ['id: p.integer().primaryKey()', ...reference, ...columns.map(columnText)];
  return `export const ${key} = p.pgTable('${name}', { ${parts.join(', ')} });`;
}

function columnText({ name, type, required }: Column): string {
  return `${name}: ${typeText(type)}${required ? '.notNull().default(0)' : ''}`;
}

function typeText(type: string): string {
  if (type === 'bigint') return "p.bigint({ mode: 'number' })";
  return type === 'integer' || type === 'text' ? `p.${type}()` : `${type}()`;
}

function columnType(model: Model, { table, column }: Reader): string {
  return typeText(tableOf(model, table).columns.find(({ key }) => key === column)?.type ?? 'integer');
}

/** The objects of a slice's `sql/`, by file name. */
export function objectTexts(model: Model, slice: string): ReadonlyMap<string, string> {
  return new Map(
    readersOf(model, slice, 'function').map((each) => [`${each.name}.sql`, `${functionText(model, each)};\n`]),
  );
}

function functionText(model: Model, reader: Reader): string {
  return `create or replace function ${reader.name}() returns bigint language sql as $$select count(x) from (${selectOf(model, reader)}) as t$$`;
}

function readersOf(model: Model, slice: string, kind: Reader['kind']): readonly Reader[] {
  return model.readers.filter((reader) => reader.slice === slice && reader.kind === kind);
}

/** The whole model as statements of our own, for a judge who has never heard of Drizzle. */
export function statementsOf(model: Model): readonly string[] {
  const enums = model.enums.map(
    ({ key, values }) => `create type ${key} as enum (${values.map((value) => `'${value}'`).join(', ')})`,
  );
  const tables = model.tables.map(({ name, columns, refersTo }) => {
    const parts = ['id integer primary key', ...(refersTo === undefined ? [] : ['ref integer'])];
    const own = columns.map((column) => `${column.name} ${column.type}${column.required ? ' not null default 0' : ''}`);
    return `create table ${name} (${[...parts, ...own].join(', ')})`;
  });
  const keys = model.tables.flatMap(({ name, refersTo }) =>
    refersTo === undefined
      ? []
      : [`alter table ${name} add foreign key (ref) references ${tableOf(model, refersTo).name} (id)`],
  );
  const readers = model.readers.map((reader) =>
    reader.kind === 'view' ? `create view ${reader.name} as ${selectOf(model, reader)}` : functionText(model, reader),
  );
  return [...enums, ...tables, ...keys, ...readers];
}
