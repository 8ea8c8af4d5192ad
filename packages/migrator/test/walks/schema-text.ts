import { drizzleDefault, drizzleType } from './column-types.ts';
import type { ColumnModel, Model, PartModel, TableModel } from './model.ts';
import { columnNamed, isGuarded, queryOf, schemasOf } from './plain-sql.ts';
import { ACTIONS, CHECKS, COMPUTED, INDEXES, POLICIES } from './recipes.ts';

/** The name of a slice; numbers in the other order, so that the alphabet is not that of dependencies. */
export function sliceName(of: number): string {
  return `s${9 - of}`;
}

/** The schema file of a slice, behind the usual imports. */
export function schemaText(model: Model, of: number): string {
  const own = <T extends { readonly of: number }>(things: readonly T[]): readonly T[] =>
    things.filter((it) => it.of === of);
  const lines = [
    ...(schemasOf(model).includes(of) ? [`export const inside = p.pgSchema(${js(model.schemas[of] ?? '')});`] : []),
    ...own(model.roles).map(({ key, name }) => `export const r${key} = p.pgRole(${js(name)});`),
    ...own(model.enums).map(
      ({ key, name, values }) =>
        `export const e${key} = p.pgEnum(${js(name)}, ${JSON.stringify(values.map(({ text }) => text))});`,
    ),
    ...own(model.sequences).map(
      ({ key, name, increment, min, max, cycle }) =>
        `export const q${key} = p.pgSequence(${js(name)}, { increment: ${increment}, minValue: ${min}, maxValue: ${max}, startWith: ${min}, cycle: ${cycle} });`,
    ),
    ...own(model.tables).map((table) => tableText(model, table)),
    ...own(model.views).map(
      (view) =>
        `export const v${view.key} = p.${view.isStored ? 'pgMaterializedView' : 'pgView'}(${js(view.name)}, {}).as(sql\`${queryOf(model, view)}\`);`,
    ),
  ];
  return `${importsOf(model, of)}${lines.join('\n')}\n`;
}

/** Enums of slice 0 and tables that foreign keys refer to. */
function importsOf(model: Model, of: number): string {
  const names = new Map<number, Set<string>>();
  const use = (other: number | undefined, name: string): void => {
    if (other !== undefined && other !== of) names.set(other, (names.get(other) ?? new Set()).add(name));
  };
  for (const table of model.tables.filter((it) => it.of === of)) {
    for (const { type } of table.columns)
      if (typeof type === 'number') use(model.enums.find(({ key }) => key === type)?.of, `e${type}`);
    for (const part of table.parts) {
      if (part.kind === 'key') use(model.tables.find(({ key }) => key === part.to)?.of, `t${part.to}`);
      else if (part.kind === 'policy' && part.role !== undefined) use(0, `r${part.role}`);
    }
  }
  return [...names]
    .map(([other, used]) => `import { ${[...used].join(', ')} } from '@demo/${sliceName(other)}/schema';\n`)
    .join('');
}

function tableText(model: Model, table: TableModel): string {
  const make = table.isInside ? 'inside.table' : 'p.pgTable';
  const columns = [
    `id: ${idText(table)}`,
    ...table.columns.map((column) => `c${column.key}: ${columnText(model, table, column)}`),
  ];
  const parts = [
    `p.primaryKey({ name: '${table.key}_pk', columns: [${['t.id', ...(table.beside === undefined ? [] : [`t.c${table.beside}`])].join(', ')}] })`,
    ...table.parts.map((part) => partText(part)),
  ];
  const rls = isGuarded(table) ? '.enableRLS()' : '';
  return `export const t${table.key} = ${make}(${js(table.name)}, { ${columns.join(', ')} }, (t) => [${parts.join(', ')}])${rls};`;
}

function idText({ key, id }: TableModel): string {
  switch (id) {
    case 'integer':
      return 'p.integer()';
    case 'serial':
      return 'p.serial()';
    case 'bigserial':
      return "p.bigserial({ mode: 'number' })";
    case 'always':
      return `p.integer().generatedAlwaysAsIdentity({ name: '${key}_ids' })`;
    case 'by default':
      return `p.integer().generatedByDefaultAsIdentity({ name: '${key}_ids' })`;
  }
}

function columnText(model: Model, table: TableModel, column: ColumnModel): string {
  const type = `${drizzleType(column, js(column.name))}${column.isArray ? '.array()' : ''}`;
  if (column.computed !== undefined) {
    const { from, how } = column.computed;
    return `${type}.generatedAlwaysAs(sql\`${(COMPUTED[how] ?? String)(columnNamed(table, from))}\`)`;
  }
  const initial = column.initial === undefined ? '' : `.default(${drizzleDefault(model, column)})`;
  return `${type}${initial}${column.notNull ? '.notNull()' : ''}`;
}

function partText(part: PartModel): string {
  const columns = part.columns.map((key) => `t.c${key}`);
  const [first = ''] = columns;
  const name = js(part.name);
  switch (part.kind) {
    case 'index': {
      const recipe = INDEXES[part.how];
      return `p.${recipe?.unique === true ? 'uniqueIndex' : 'index'}(${name})${recipe?.drizzle(columns) ?? ''}`;
    }
    case 'unique':
      return `p.unique(${name}).on(${columns.join(', ')})${part.nulls ? '.nullsNotDistinct()' : ''}`;
    case 'check':
      return `p.check(${name}, sql\`${(CHECKS[part.how] ?? String)(`\${${first}}`)}\`)`;
    case 'policy':
      return `p.pgPolicy(${name}, ${POLICIES[part.how]?.drizzle(first, `r${part.role}`) ?? '{}'})`;
    case 'key':
      return `p.foreignKey({ name: ${name}, columns: [${columns.join(', ')}], foreignColumns: [t${part.to}.id] })${ACTIONS[part.action]?.drizzle ?? ''}`;
  }
}

const js = (text: string): string => JSON.stringify(text);
