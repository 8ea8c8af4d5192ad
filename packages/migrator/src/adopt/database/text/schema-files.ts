import {
  type ColumnEntity,
  type EntityOf,
  entityId,
  ofType,
  type SchemaEntity,
} from '../../../schema/entity/schema-entity.ts';
import { TableKey } from '../../../schema/entity/table-key.ts';
import { circles } from '../split/circles.ts';
import type { PlannedSlice } from '../split/plan-slices.ts';
import { tableLinks } from '../split/table-links.ts';
import { columnType } from './column-type.ts';
import { columnKeys, exportNames } from './export-names.ts';
import { FileScope } from './file-scope.ts';
import { schemaName, tableText } from './table-text.ts';
import { tsKey, tsString } from './ts-text.ts';

export interface SchemaFilesRequest {
  /** In an order in which a slice refers to those before it only. */
  readonly slices: readonly PlannedSlice[];
  /** For drizzle-orm 0.x. */
  readonly isStable: boolean;
  /** The columns of views, in order. */
  readonly viewColumns: readonly ColumnEntity[];
  /** How a slice imports the schema of another. */
  pathOf(slice: string): string;
}

/** The text of the schema file of each slice, by label. */
export function schemaFiles(request: SchemaFilesRequest): ReadonlyMap<string, string> {
  const { slices, isStable } = request;
  const entities = slices.flatMap((slice) => slice.entities);
  const names = exportNames(entities);
  const exported = new Map(
    slices.flatMap(({ label, entities: own }) =>
      own.flatMap((entity) => {
        const name = names.get(entityId(entity));
        return name === undefined ? [] : [[entityId(entity), { name, slice: label }] as const];
      }),
    ),
  );
  const inCircle = tablesInCircles(entities);
  const table = {
    ...{ entities, isStable },
    isInCircle: ({ schema, name }: EntityOf<'table'>): boolean => inCircle.has(TableKey.of(schema, name)),
  };
  return new Map(
    slices.map(({ label, entities: own }) => {
      const scope = new FileScope(label, exported);
      const declare = (entity: SchemaEntity, text: string): string =>
        `export const ${names.get(entityId(entity)) ?? ''} = ${text};\n`;
      const short = [
        ...ofType(own, 'schema').map((each) => declare(each, `${scope.core('pgSchema')}(${tsString(each.name)})`)),
        ...ofType(own, 'enum').map((each) => declare(each, enumText(each, scope))),
        ...ofType(own, 'sequence').map((each) => declare(each, sequenceText(each, scope))),
      ];
      const long = [
        ...ofType(own, 'table').map((each) => declare(each, tableText(each, table, scope))),
        ...ofType(own, 'view').map((each) => declare(each, viewText(each, request.viewColumns, scope))),
      ];
      const body = [...(short.length === 0 ? [] : [short.join('')]), ...long].join('\n');
      const imports = scope.imports((slice) => request.pathOf(slice));
      return [label, body === '' ? 'export {};\n' : `${imports}\n${body}`] as const;
    }),
  );
}

function tablesInCircles(entities: readonly SchemaEntity[]): ReadonlySet<TableKey> {
  const links = tableLinks(entities);
  const tables = ofType(entities, 'table').map(({ schema, name }) => TableKey.of(schema, name));
  const found = circles(
    tables,
    links.map(({ from, to }): readonly [TableKey, TableKey] => [from, to]),
  );
  return new Set(found.filter(({ length }) => length > 1).flat());
}

function made(what: 'Enum' | 'Sequence' | 'View' | 'MaterializedView', schema: string, scope: FileScope): string {
  if (schema === 'public') return scope.core(`pg${what}`);
  return `${schemaName(schema, scope)}.${what.slice(0, 1).toLowerCase()}${what.slice(1)}`;
}

function enumText({ schema, name, facts }: EntityOf<'enum'>, scope: FileScope): string {
  return `${made('Enum', schema, scope)}(${tsString(name)}, [${facts.values.map(tsString).join(', ')}])`;
}

function sequenceText({ schema, name, facts }: EntityOf<'sequence'>, scope: FileScope): string {
  const settings = [
    ['startWith', facts.startWith],
    ['increment', facts.incrementBy],
    ['minValue', facts.minValue],
    ['maxValue', facts.maxValue],
    ['cache', facts.cacheSize == null ? undefined : String(facts.cacheSize)],
  ] as const;
  const said = settings.flatMap(([key, value]) => (value == null ? [] : [`${key}: ${tsString(value)}`]));
  const cycle = facts.cycle === true ? ['cycle: true'] : [];
  return `${made('Sequence', schema, scope)}(${tsString(name)}, { ${[...said, ...cycle].join(', ')} })`;
}

function viewText(
  { schema, name, facts }: EntityOf<'view'>,
  viewColumns: readonly ColumnEntity[],
  scope: FileScope,
): string {
  const columns = viewColumns.filter((each) => each.schema === schema && each.table === name);
  const keys = columnKeys(columns.map((column) => column.name));
  const lines = columns.map((column) => `  ${tsKey(keys.get(column.name) ?? '')}: ${columnType(column, scope)},\n`);
  const what = facts.materialized === true ? 'MaterializedView' : 'View';
  const query = scope.sql(facts.definition ?? '');
  return `${made(what, schema, scope)}(${tsString(name)}, {\n${lines.join('')}}).as(${query})`;
}
