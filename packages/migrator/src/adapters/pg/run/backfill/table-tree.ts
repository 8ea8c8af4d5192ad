/**
 * A query of the oids of a table, its partitions and the tables that inherit from it: a statement on the table is about
 * the rows of all of them. `pg_catalog` has to be the search path.
 *
 * @param relation an expression of the table's oid or `regclass`
 */
export function tableTree(relation: string): string {
  return `with recursive tree as (select (${relation})::oid as oid union select h.inhrelid from pg_inherits h join tree t on h.inhparent = t.oid) select oid from tree`;
}
