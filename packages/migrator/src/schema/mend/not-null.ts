import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { type Change, type Edit, edited, editOf, pairsOf } from '../change/change.ts';
import { type DraftStatement, qualifiedName } from '../change/draft-statement.ts';
import { canonicalJson } from '../entity/canonical-json.ts';
import { serialBase } from '../entity/column-type.ts';
import {
  type ColumnEntity,
  columnId,
  entityId,
  entityPath,
  ofType,
  tableOf,
  withFacts,
} from '../entity/schema-entity.ts';

/**
 * A column of a table that may have rows becomes NOT NULL, and nothing fills it: it is added without NOT NULL, a
 * comment marks the place of the backfill, and a validated check proves the rows, so that SET NOT NULL needs no scan.
 * With transaction=off on the section, each step holds only its own lock.
 */
export function mendNotNull(change: Change): {
  readonly last: readonly DraftStatement[];
  readonly change: Change;
} {
  const columns = columnsToProve(change);
  const edits = new Map<string, Edit>(
    columns.map((column) => [entityId(column), editOf('column', (it) => withFacts(it, { notNull: undefined }))]),
  );
  return { last: columns.flatMap(chain), change: edited(change, new Map(), edits) };
}

/**
 * Generated columns that stepped aside and are added again: drizzle-kit omits their NOT NULL when it adds a column.
 * `ids`: what stepped aside, in the new state.
 */
export function restoreNotNull({ after }: Change, ids: ReadonlySet<string>): readonly DraftStatement[] {
  return ofType(after, 'column')
    .filter((it) => ids.has(entityId(it)) && it.facts.notNull === true && it.facts.generated !== undefined)
    .flatMap(chain);
}

/** Columns of existing tables that become NOT NULL without a statement of drizzle-kit. */
export function columnsToProve(change: Change): readonly ColumnEntity[] {
  const tables = new Set(pairsOf(change, 'table').map(({ after }) => tableOf(after)));
  const keys = new Set(
    ofType(change.after, 'primary-key').flatMap((key) => key.facts.columns.map((column) => columnId(key, column))),
  );
  const old = new Map(ofType(change.renamed, 'column').map((column) => [entityId(column), column]));
  return ofType(change.after, 'column').filter((column) => {
    if (column.facts.notNull !== true) return false;
    if (!tables.has(tableOf(column)) || keys.has(entityId(column))) return false;
    const { generated, identity } = column.facts;
    if (identity !== undefined || serialBase(column) !== undefined) return false;
    const before = old.get(entityId(column));
    if (generated !== undefined) return before?.facts.notNull !== true || isMadeAnew(before, column);
    return before === undefined ? column.facts.default === undefined : before.facts.notNull !== true;
  });
}

/** Whether the column is dropped and added, because its expression changes. */
function isMadeAnew(before: ColumnEntity, after: ColumnEntity): boolean {
  return canonicalJson(before.facts.generated ?? null) !== canonicalJson(after.facts.generated ?? null);
}

function chain(column: ColumnEntity): readonly DraftStatement[] {
  const table = `ALTER TABLE ${qualifiedName(column.schema, column.table)}`;
  const name = quoteIdentifier(column.name);
  const check = quoteIdentifier(checkName(column));
  const backfill = `UPDATE ${qualifiedName(column.schema, column.table)} SET ${name} = … WHERE ${name} IS NULL;`;
  const comment = [`Backfill: give ${entityPath(column)} a value in every row here, for example`, backfill];
  return [
    {
      sql: `${table} ADD CONSTRAINT ${check} CHECK (${name} IS NOT NULL) NOT VALID`,
      // Generated columns cannot be filled.
      ...(column.facts.generated === undefined ? { comment } : {}),
    },
    { sql: `${table} VALIDATE CONSTRAINT ${check}` },
    { sql: `${table} ALTER COLUMN ${name} SET NOT NULL` },
    { sql: `${table} DROP CONSTRAINT ${check}` },
  ];
}

/** Not `…_not_null`, which PostgreSQL 18 gives the constraint of SET NOT NULL itself. */
function checkName(column: ColumnEntity): string {
  return `${column.table.slice(0, 25)}_${column.name.slice(0, 25)}_filled`;
}
