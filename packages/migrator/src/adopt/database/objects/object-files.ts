import type { Catalog, CatalogEntity } from '../../../schema/entity/catalog.ts';
import { entityLabel } from '../../../schema/entity/catalog.ts';
import { TableKey } from '../../../schema/entity/table-key.ts';
import { mentionsOf } from '../../../sql/text/mentions.ts';
import type { PlannedSlice } from '../split/plan-slices.ts';
import { commentStatements } from './comment-statements.ts';
import { objectFileName } from './object-file-name.ts';
import { objectStatement } from './object-statement.ts';

export interface ObjectFiles {
  /** Paths inside the slice's folder. */
  readonly files: readonly { readonly slice: string; readonly path: string; readonly text: string }[];
  /** What no file can declare, for people; the comparison with the database reports it. */
  readonly unsaid: readonly string[];
}

interface Statement {
  readonly slice: string;
  readonly file: string;
  readonly sql: string;
}

/** Files for `sql/` with what Drizzle schemas cannot declare: one for each table, one for each other thing. */
export function objectFiles(
  rest: readonly CatalogEntity[],
  catalog: Catalog,
  slices: readonly PlannedSlice[],
): ObjectFiles {
  const owner = ownersIn(slices, rest, catalog);
  const statements: Statement[] = [];
  const unsaid: string[] = [];
  for (const entity of rest) {
    if (entity.kind === 'extension' && entity.name === 'plpgsql') continue;
    if (isPartOfPartition(entity, catalog)) continue;
    const sql = objectStatement(
      entity,
      catalog.entities.filter(({ kind }) => kind === 'column'),
    );
    if (sql === undefined || sql === '') unsaid.push(entityLabel(entity));
    else statements.push({ slice: owner(entity), file: objectFileName(entity), sql });
  }
  for (const { on, sql } of commentStatements(catalog))
    statements.push({ slice: owner(on), file: objectFileName(on), sql });
  const files = new Map<string, { slice: string; path: string; text: string }>();
  for (const { slice, file, sql } of statements) {
    const path = `sql/${file}.sql`;
    const before = files.get(`${slice}/${path}`)?.text;
    files.set(`${slice}/${path}`, { slice, path, text: `${before === undefined ? '' : `${before}\n`}${sql};\n` });
  }
  return { files: [...files.values()], unsaid };
}

/** What PostgreSQL creates on a partition by itself needs no file. */
function isPartOfPartition({ schema, relation, name, facts }: CatalogEntity, { entities }: Catalog): boolean {
  if (facts.partitionOf !== undefined) return true;
  const table = relation === '' ? name : relation;
  return entities.some(
    (each) =>
      each.kind === 'table' && each.schema === schema && each.name === table && each.facts.partitionOf !== undefined,
  );
}

/**
 * What is on a table belongs to the table's slice; a function or a type to the first slice that uses it, otherwise to
 * the last of those whose tables it reads.
 */
function ownersIn(
  slices: readonly PlannedSlice[],
  rest: readonly CatalogEntity[],
  catalog: Catalog,
): (entity: CatalogEntity) => string {
  const order = slices.map(({ label }) => label);
  const things = new Map<TableKey, string>();
  const byName = new Map<string, string>();
  for (const { label, entities } of slices) {
    for (const { type, schema, table, name } of entities) {
      if (table !== '' || (type !== 'table' && type !== 'view' && type !== 'enum' && type !== 'sequence')) continue;
      things.set(TableKey.of(schema, name), label);
      if (type === 'table' || type === 'view') byName.set(name, label);
    }
  }
  const [first = 'app'] = order;
  const schemas = new Map(
    slices.flatMap(({ label, entities }) =>
      entities.filter(({ type }) => type === 'schema').map(({ name }) => [name, label] as const),
    ),
  );
  const onTables = [...catalog.entities, ...rest].filter(({ relation }) => relation !== '');
  return (entity) => {
    const { kind, schema, relation, name } = entity;
    const known = things.get(TableKey.of(schema, relation === '' ? name : relation));
    if (kind === 'schema') return schemas.get(name) ?? first;
    if (known !== undefined) return known;
    const plain = name.replace(/\(.*$/s, '');
    const users = onTables.flatMap((each) => {
      const slice = things.get(TableKey.of(each.schema, each.relation));
      return slice !== undefined && textsOf(each).some((text) => text.includes(plain)) ? [slice] : [];
    });
    const used = order.find((label) => users.includes(label));
    if (used !== undefined) return used;
    const read = [...mentionsOf(textsOf(entity).join('\n')).names].flatMap((each) => byName.get(each) ?? []);
    return order.findLast((label) => read.includes(label)) ?? first;
  };
}

function textsOf({ facts }: CatalogEntity): readonly string[] {
  return ['definition', 'type', 'default', 'generated', 'using', 'check'].flatMap((fact) => {
    const value = facts[fact];
    return typeof value === 'string' ? [value] : [];
  });
}
