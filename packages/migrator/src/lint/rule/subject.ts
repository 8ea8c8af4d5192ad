import { shownName } from '../../sql/names/shown-name.ts';
import type { LockMode } from '../../sql/statement/lock-mode.ts';
import { readStatement } from '../../sql/statement/read-statement.ts';
import type { StatementFacts } from '../../sql/statement/statement-facts.ts';
import { child, children, type SqlNode, text, unwrap } from '../../sql-objects/sql-node.ts';
import type { LintCatalog } from '../catalog/lint-catalog.ts';
import type { Column, Constraint, Relation } from '../catalog/relation.ts';
import { constraintColumns, constraintKind } from '../node/constraints.ts';
import type { Claim, Found } from './found.ts';
import type { LintLimits } from './lint-limits.ts';
import type { ParsedRevision, ParsedStatement } from './parsed.ts';
import type { PlanState, TransactionState } from './transaction-state.ts';

/** A relation that somebody may be using. */
export interface Target {
  /** `public.orders`. */
  readonly path: string;
  /** `orders`, `app.orders`. */
  readonly shown: string;
  /** Absent where no statement is known that makes it. */
  readonly relation: Relation | undefined;
}

/** One action of an `ALTER TABLE` on a table in use. */
export interface Alteration {
  readonly table: Target;
  readonly command: SqlNode;
  /** The column that it names, or another name. */
  readonly name: string;
  /** What it is about, unwrapped: `ColumnDef`, `Constraint`, an expression. */
  readonly def: SqlNode;
}

/** A constraint that an `ALTER TABLE` adds to a table in use. */
export interface AddedConstraint {
  readonly table: Target;
  readonly constraint: SqlNode;
  readonly name: string;
  readonly columns: readonly string[];
  /** The new column in whose definition it is. */
  readonly column: SqlNode | undefined;
}

export interface SubjectContext {
  readonly catalog: LintCatalog;
  readonly revision: ParsedRevision;
  readonly transaction: TransactionState;
  readonly plan: PlanState;
  /** The statements after it in its revision. */
  following(): readonly ParsedStatement[];
  /** The statements after it in the plan, those in its revision among them. */
  later(): readonly ParsedStatement[];
  readonly limits: LintLimits;
}

/** One statement, and everything that rules may know about what is below and around it. */
export class Subject {
  readonly parsed: ParsedStatement;
  readonly context: SubjectContext;
  /** The kind of its parse tree: `AlterTableStmt`; empty where there is none. */
  readonly kind: string;
  readonly node: SqlNode;
  readonly facts: StatementFacts;

  constructor(parsed: ParsedStatement, context: SubjectContext) {
    this.parsed = parsed;
    this.context = context;
    const { kind, node } = unwrap(parsed.tree ?? {});
    this.kind = kind;
    this.node = node;
    this.facts = readStatement(parsed.statement.sql);
  }

  get catalog(): LintCatalog {
    return this.context.catalog;
  }

  get limits(): LintLimits {
    return this.context.limits;
  }

  /** Whether it runs in a transaction with the other statements of its revision. */
  get isInTransaction(): boolean {
    return this.context.revision.section.transaction;
  }

  /** The relation of a `RangeVar`; `undefined` when it is new or of the session: nobody else uses it. */
  target(range: SqlNode): Target | undefined {
    return this.named(text(range, 'schemaname'), text(range, 'relname'));
  }

  named(schema: string, name: string): Target | undefined {
    if (name === '') return undefined;
    const relation = this.catalog.find(schema, name);
    if (relation?.isNew === true || relation?.isTemporary === true) return undefined;
    const place = relation ?? this.catalog.place(schema, name);
    return { path: `${shownName(place)}`, shown: shownOf(place), relation };
  }

  /** Actions of these kinds, of an `ALTER TABLE` on a table in use. */
  alterations(...subtypes: readonly string[]): readonly Alteration[] {
    if (this.kind !== 'AlterTableStmt' || !TABLES.has(text(this.node, 'objtype'))) return [];
    const table = this.target(child(this.node, 'relation'));
    if (table === undefined) return [];
    return children(this.node, 'cmds')
      .map((each) => child(each, 'AlterTableCmd'))
      .filter((command) => subtypes.includes(text(command, 'subtype')))
      .map((command) => ({
        ...{ table, command, name: text(command, 'name') },
        def: unwrap(child(command, 'def')).node,
      }));
  }

  /** Constraints of a kind that it adds to a table in use, those of new columns among them. */
  added(kind: Constraint['kind']): readonly AddedConstraint[] {
    return this.alterations('AT_AddConstraint', 'AT_AddColumn').flatMap(({ table, def, command }) => {
      const isColumn = text(command, 'subtype') === 'AT_AddColumn';
      const own = isColumn ? children(def, 'constraints').map((each) => child(each, 'Constraint')) : [def];
      return own
        .filter((constraint) => constraintKind(constraint) === kind)
        .map((constraint) => ({
          ...{ table, constraint, name: text(constraint, 'conname') },
          columns: constraintColumns(constraint, isColumn ? text(def, 'colname') : ''),
          column: isColumn ? def : undefined,
        }));
    });
  }

  column(table: Target, name: string): Column | undefined {
    return table.relation?.columns.get(name);
  }

  /** Locks that it takes on relations in use, as PostgreSQL documents them; of an index, on its table. */
  get locks(): readonly { readonly table: Target; readonly mode: LockMode }[] {
    return this.facts.locks.flatMap(({ name: { schema = '', name }, mode, on }) => {
      const table = on === 'index' ? this.tableOfIndex(schema, name) : this.named(schema, name);
      return table === undefined ? [] : [{ table, mode }];
    });
  }

  /** The table of an index, when it is in use. */
  tableOfIndex(schema: string, name: string): Target | undefined {
    const found = this.catalog.index(schema, name);
    return found === undefined ? undefined : this.named(found.table.schema, found.table.name);
  }
}

const TABLES: ReadonlySet<string> = new Set(['OBJECT_TABLE', 'OBJECT_MATVIEW']);

function shownOf({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return shownName(schema === 'public' ? { name } : { schema, name });
}

/** A finding about a table, with what the server is said to do with it. */
export function about(table: Target, message: string, work?: Claim['work'], rest: Partial<Found> = {}): Found {
  return {
    ...{ on: table.shown, message },
    ...(work === undefined ? {} : { claim: { relation: table.path, work } }),
    ...rest,
  };
}
