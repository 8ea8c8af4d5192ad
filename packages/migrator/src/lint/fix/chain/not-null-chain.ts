import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';

/**
 * Makes a column NOT NULL without reading rows under a lock that others wait for: a validated check proves it.
 *
 * @param table as SQL names it
 * @param relation its name alone
 */
export function notNullChain(table: string, relation: string, column: string): readonly string[] {
  // Not `…_not_null`, the name that PostgreSQL 18 gives the constraint of SET NOT NULL itself.
  const check = quoteIdentifier(`${relation.slice(0, 25)}_${column.slice(0, 25)}_filled`);
  const name = quoteIdentifier(column);
  return [
    `ALTER TABLE ${table} ADD CONSTRAINT ${check} CHECK (${name} IS NOT NULL) NOT VALID`,
    `ALTER TABLE ${table} VALIDATE CONSTRAINT ${check}`,
    `ALTER TABLE ${table} ALTER COLUMN ${name} SET NOT NULL`,
    `ALTER TABLE ${table} DROP CONSTRAINT ${check}`,
  ];
}
