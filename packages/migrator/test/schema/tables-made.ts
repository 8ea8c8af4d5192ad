import type { Catalog, CatalogEntity } from '../../src/schema/entity/catalog.ts';

/**
 * What the plain `CREATE TABLE` statements of the small schemas of these tests make in the schema `public`: tables,
 * columns with type and NOT NULL, a serial's sequence, the primary key. Whatever else a statement does is left out;
 * what PostgreSQL really makes is for the tests with a server.
 */
export function tablesMade(statements: readonly string[]): Catalog {
  return { entities: statements.flatMap((sql) => tableMade(sql)) };
}

function tableMade(sql: string): readonly CatalogEntity[] {
  const [, table, body] = /^CREATE TABLE "(\w+)" \(\n([\s\S]*)\n\);?\s*$/.exec(sql) ?? [];
  if (table === undefined || body === undefined) return [];
  const entity = (kind: string, relation: string, name: string, facts: CatalogEntity['facts']): CatalogEntity => ({
    kind,
    schema: 'public',
    relation,
    name,
    facts,
  });
  return [
    entity('table', '', table, {}),
    ...body.split(',\n').flatMap((line) => {
      const [, column, type, rest] = /^\s*"(\w+)" (\w+)(.*)$/.exec(line) ?? [];
      if (column === undefined || type === undefined) return [];
      const isKey = rest?.includes('PRIMARY KEY') === true;
      const isSerial = type === 'serial';
      const sequence = `${table}_${column}_seq`;
      return [
        entity('column', table, column, {
          type: isSerial ? 'integer' : type,
          ...(isKey || isSerial || rest?.includes('NOT NULL') === true ? { notNull: true } : {}),
          ...(isSerial ? { default: `nextval('${sequence}'::regclass)` } : {}),
        }),
        ...(isSerial ? [entity('sequence', '', sequence, { ownedBy: `public.${table}.${column}` })] : []),
        ...(isKey ? [entity('constraint', table, `${table}_pkey`, { definition: `PRIMARY KEY (${column})` })] : []),
      ];
    }),
  ];
}
