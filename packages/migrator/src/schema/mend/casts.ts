import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../sql/names/quote-literal.ts';
import { hasQuery } from '../../sql/text/one-expression.ts';
import { type CastFlag, castsColumn } from '../cast/cast-flag.ts';
import { type Change, type Edit, edited, editOf, pairsOf } from '../change/change.ts';
import { type DraftStatement, qualifiedName } from '../change/draft-statement.ts';
import { typeChange } from '../entity/column-type.ts';
import { type ColumnEntity, entityId, enumKey, ofType, type SchemaEntity, withFacts } from '../entity/schema-entity.ts';
import { TableKey } from '../entity/table-key.ts';
import { temporaryName } from '../rename/temporary-name.ts';

/**
 * Columns that get another type by a user's expression (`--cast`), if PostgreSQL has no cast or an unsuitable one. They
 * keep their place and everything on them. `USING` allows no query, so an expression with a query first fills a second
 * column. Enums that are new in the change are created before.
 */
export function mendCasts(
  change: Change,
  casts: readonly CastFlag[],
): { readonly first: readonly DraftStatement[]; readonly change: Change } {
  if (casts.length === 0) return { first: [], change };
  const edits = new Map<number, Edit>();
  const statements: DraftStatement[] = [];
  const early: SchemaEntity[] = [];
  const known = new Set(change.renamed.map(entityId));
  for (const { index, before, after } of pairsOf(change, 'column')) {
    const flag = casts.find((it) => castsColumn(it, after));
    if (flag === undefined || typeChange(before, after) === 'none') continue;
    const { type, typeSchema, dimensions } = after.facts;
    edits.set(
      index,
      editOf('column', (it) => withFacts(it, { type, typeSchema, dimensions })),
    );
    const made = ofType(change.after, 'enum').filter(
      (it) => enumKey(after) === TableKey.of(it.schema, it.name) && !known.has(entityId(it)),
    );
    for (const each of made) {
      known.add(entityId(each));
      early.push(each);
      const values = each.facts.values.map(quoteLiteral).join(', ');
      statements.push({ sql: `CREATE TYPE ${qualifiedName(each.schema, each.name)} AS ENUM (${values})` });
    }
    statements.push(...castStatements(after, flag.expression, change));
  }
  const cast = edited(change, edits);
  return {
    first: statements,
    change: { ...cast, before: [...cast.before, ...early], renamed: [...cast.renamed, ...early] },
  };
}

/** The columns of a change that can have a cast: those whose type changes. */
export function retypedColumns(change: Change): readonly ColumnEntity[] {
  return pairsOf(change, 'column').flatMap(({ before, after }) =>
    typeChange(before, after) === 'none' || after.facts.generated !== undefined ? [] : [after],
  );
}

function castStatements(column: ColumnEntity, expression: string, { renamed, after }: Change): DraftStatement[] {
  const table = qualifiedName(column.schema, column.table);
  const [name, type] = [quoteIdentifier(column.name), typeSql(column)];
  const alter = (using: string): DraftStatement => ({
    sql: `ALTER TABLE ${table} ALTER COLUMN ${name} SET DATA TYPE ${type} USING ${using}`,
  });
  if (!hasQuery(expression)) return [alter(`(${expression})`)];
  const taken = new Set(
    ofType([...renamed, ...after], 'column')
      .filter((it) => it.schema === column.schema && it.table === column.table)
      .map((it) => it.name),
  );
  const beside = quoteIdentifier(temporaryName(column.name, (each) => !taken.has(each)));
  return [
    { sql: `ALTER TABLE ${table} ADD COLUMN ${beside} ${type}` },
    { sql: `UPDATE ${table} SET ${beside} = (${expression})` },
    alter(beside),
    { sql: `ALTER TABLE ${table} DROP COLUMN ${beside}` },
  ];
}

function typeSql({ facts: { type, typeSchema, dimensions = 0 } }: ColumnEntity): string {
  return `${typeSchema === undefined ? type : qualifiedName(typeSchema, type)}${'[]'.repeat(dimensions)}`;
}
