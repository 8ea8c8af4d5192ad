/** What makes a rule find something, and what is near to it and right. Every case has two schemas of its own. */
export interface RuleCase {
  readonly rule: string;
  /** Statements; `@` is the schema. Autocommit, one after the other; those in `fails` may fail. */
  readonly bad: readonly string[];
  readonly fails?: readonly string[];
  readonly good: readonly string[];
  /** The objects that it finds, without the schema: `index i`. */
  readonly finds: readonly string[];
}

export const rows = (table: string, count: number) =>
  `insert into ${table} select i, repeat('x', 200) from generate_series(1, ${count}) i`;
