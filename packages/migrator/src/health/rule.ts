import type { HealthFacts, NotSeen } from './facts/health-facts.ts';
import type { HealthLimits } from './limits.ts';

/** `error`: writes fail or are wrong, or soon will. `warning`: it should be fixed. `info`: a person should decide. */
export const SEVERITIES = ['info', 'warning', 'error'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** SQL of a revision that fixes something: one statement each, without a semicolon. */
export interface FixSections {
  readonly upgrade: string;
  /** `null`: there is nothing to undo. */
  readonly downgrade: string | null;
  /** False where a statement must run outside a transaction. */
  readonly transaction: boolean;
}

/** How a revision fixes a finding without a long lock. */
export interface Fix {
  /** The message of the revision. */
  readonly message: string;
  /** The first that is proven counts: what revisions made is undone by its downgrade, what they did not is not. */
  readonly ways: readonly FixSections[];
  /** What the schema file must say with the revision. */
  readonly declare?: DeclaredIndex;
}

/** An index that a fix adds to, or takes out of, what the slice declares. */
export interface DeclaredIndex {
  readonly change: 'add' | 'drop';
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  /** Names of its columns; empty when it goes. */
  readonly columns: readonly string[];
}

/** What a rule found. */
export interface Found {
  /** `index public.orders_idx`; with the code it is the same from one look to the next. */
  readonly object: string;
  /** The table that it is about, by which the owner is known; `null`: the database. */
  readonly table: { readonly schema: string; readonly name: string } | null;
  readonly message: string;
  /** What a person can do. */
  readonly repair: string;
  readonly fix?: Fix;
  /** Where it is not that of the rule. */
  readonly severity?: Severity;
}

/** What rules know besides the facts. */
export interface RuleContext {
  readonly limits: HealthLimits;
  /** Whether a revision makes this table, view, sequence or index. */
  isMade(schema: string, name: string): boolean;
  /** Bytes of tables at the last look, by `schema.name`; absent at the first. */
  readonly lastLook?: { readonly at: string; readonly bytes: ReadonlyMap<string, number> } | undefined;
}

/** One thing that can be wrong with a database. */
export interface HealthRule {
  readonly code: string;
  readonly severity: Severity;
  find(facts: HealthFacts, context: RuleContext): readonly (Found | Unseen)[];
}

/** Something that this rule could not judge. */
export type Unseen = Omit<NotSeen, 'rule'>;
