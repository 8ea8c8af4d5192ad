/**
 * A query for the oids of a table, its partitions and the tables that inherit from it: a statement on the table works
 * on the rows of all of them. The search path must be `pg_catalog`.
 *
 * @param relation an expression for the table's oid or `regclass`
 */
export function tableTree(relation: string): string {
  return `with recursive tree as (select (${relation})::oid as oid union select h.inhrelid from pg_inherits h join tree t on h.inhparent = t.oid) select oid from tree`;
}
