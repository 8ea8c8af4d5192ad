/** A declaration of `sql/*.sql`, as far as planning needs to know it. */
export interface SqlObject {
  /** `function`, `materialized view`, `comment` … */
  readonly kind: string;
  /**
   * What it is called by people, and what tells it from all others: `function pay(integer)`, `trigger touch on orders`.
   */
  readonly label: string;
  /** The name by which other SQL can use it; empty for what nobody calls or reads: triggers, policies, comments. */
  readonly provides: string;
  /** The table, view or other thing that it hangs on. */
  readonly on?: { readonly space: string; readonly schema: string; readonly name: string };
  /** Creates it where nothing of the name is; `OR REPLACE` is taken out, so that nothing unknown is overwritten. */
  readonly create: string;
  readonly drop: string;
  /** Turns an object of the same `shape` into this one; absent for kinds that must be dropped and created. */
  readonly replace?: string;
  /** What must be the same for a replacement; absent when it cannot be told. */
  readonly shape?: string;
  /** Number of arguments with a default, which a replacement may not take away. */
  readonly defaults?: number;
  /** Which rows of the table make its creation fail. */
  readonly rows?: string;
  /** Where the catalog of a database shows it. */
  readonly catalog: CatalogPlace;
}

/** Names one catalog entity, or with `fact` one fact of it. */
export interface CatalogPlace {
  /** More than one where the statement does not tell. */
  readonly kinds: readonly string[];
  readonly schema: string;
  readonly relation: string;
  /** Of routines without the arguments. */
  readonly name: string;
  /** Types of a routine's arguments; absent where they are not told apart. */
  readonly args?: readonly string[];
  readonly fact?: string;
}

/** Whether an object can become another one without being dropped. */
export function canReplace(before: SqlObject, after: SqlObject): boolean {
  return (
    after.replace !== undefined &&
    before.kind === after.kind &&
    after.shape !== undefined &&
    before.shape === after.shape &&
    (after.defaults ?? 0) >= (before.defaults ?? 0)
  );
}
