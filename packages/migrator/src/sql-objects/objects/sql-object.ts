/** A declaration of `sql/*.sql`, as far as planning needs to know it. */
export interface SqlObject {
  /** `function`, `materialized view`, `comment` … */
  readonly kind: string;
  /** Its unique name for people: `function pay(integer)`, `trigger touch on orders`. */
  readonly label: string;
  /** The name by which other SQL can use it; empty for triggers, policies and comments. */
  readonly provides: string;
  /** The table, view or other thing that it belongs to. */
  readonly on?: { readonly space: string; readonly schema: string; readonly name: string };
  /** Creates it; without `OR REPLACE`, so that nothing unknown is overwritten. */
  readonly create: string;
  readonly drop: string;
  /** Replaces an object of the same `shape` with this one; absent for kinds that must be dropped and created. */
  readonly replace?: string;
  /** What must stay the same for a replacement; absent if that is unknown. */
  readonly shape?: string;
  /** Number of arguments with a default, which a replacement cannot remove. */
  readonly defaults?: number;
  /** The rows of the table that make its creation fail. */
  readonly rows?: string;
  /** Its place in the catalog of a database. */
  readonly catalog: CatalogPlace;
}

/** Names one catalog entity, or with `fact` one fact of it. */
export interface CatalogPlace {
  /** Several if the statement does not tell. */
  readonly kinds: readonly string[];
  readonly schema: string;
  readonly relation: string;
  /** For routines, without the arguments. */
  readonly name: string;
  /** Types of a routine's arguments; absent if they do not matter. */
  readonly args?: readonly string[];
  readonly fact?: string;
}

/** Whether an object can be replaced without dropping it. */
export function canReplace(before: SqlObject, after: SqlObject): boolean {
  return (
    after.replace !== undefined &&
    before.kind === after.kind &&
    after.shape !== undefined &&
    before.shape === after.shape &&
    (after.defaults ?? 0) >= (before.defaults ?? 0)
  );
}
