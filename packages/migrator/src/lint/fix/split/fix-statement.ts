import { alterTableActions } from '../../../sql/text/alter-table-actions.ts';
import type { LintCatalog } from '../../catalog/lint-catalog.ts';
import type { ParsedStatement } from '../../rule/parsed.ts';
import { Subject, type SubjectContext } from '../../rule/subject.ts';
import { newTransaction } from '../../rule/transaction-state.ts';
import type { FixChain } from '../chain/fix-chain.ts';
import { takeApart } from '../chain/take-apart.ts';
import type { Things } from '../chain/things.ts';
import { EVERY_LINT_FIX } from '../every-lint-fix.ts';
import type { LintFix } from '../lint-fix.ts';
import { thingsIn } from './things-in.ts';

/** What is needed to read statements that are in no file. */
export interface FixContext extends Pick<SubjectContext, 'catalog' | 'revision' | 'limits'> {
  readonly catalog: LintCatalog;
  /** The statements of the other direction. */
  readonly downgrade: readonly ParsedStatement[];
  parse(sql: string): ParsedStatement;
  /** Lets the catalog follow a statement. */
  follow(statement: ParsedStatement): void;
}

/** What happens to a statement: what replaces it or a part of it, or the part as it is. */
export interface FixedAction {
  readonly parsed: ParsedStatement;
  readonly things: Things;
  readonly chain?: FixChain;
}

export interface FixedStatementParts {
  /** In order; a single one with the whole statement if nothing replaces it. */
  readonly actions: readonly FixedAction[];
  /** Rules whose findings are gone. */
  readonly fixed: ReadonlySet<string>;
  /** By rule: why a person has to do it. */
  readonly byHand: ReadonlyMap<string, string>;
}

/**
 * The statement as its fixes write it. The catalog must be in the state before it, and is left in the state after it.
 */
export function fixStatement(
  parsed: ParsedStatement,
  rules: ReadonlySet<string>,
  context: FixContext,
): FixedStatementParts {
  const fixed = new Set<string>();
  const byHand = new Map<string, string>();
  const look = (each: ParsedStatement, among: readonly LintFix[]): FixedAction => {
    const subject = subjectOf(each, context);
    const fix = among.find((one) => named(one, rules).length > 0 && appliesTo(one, subject, rules));
    const chain = fix?.chain(subject, context.downgrade);
    for (const rule of fix === undefined ? [] : named(fix, rules)) {
      if (chain !== undefined && 'byHand' in chain) byHand.set(rule, chain.byHand);
      else fixed.add(rule);
    }
    const things = thingsIn(context.catalog, each);
    return { parsed: each, things, ...(chain === undefined || 'byHand' in chain ? {} : { chain }) };
  };
  const things = thingsIn(context.catalog, parsed);
  const [own, contextual] = [EVERY_LINT_FIX.filter(isOwn), EVERY_LINT_FIX.filter((fix) => !isOwn(fix))];
  const actions = actionsOf(parsed, rules, context).map((each) => {
    const action = look(each, own);
    context.follow(each);
    return action;
  });
  if (actions.some(({ chain }) => chain !== undefined)) return { actions, fixed, byHand };
  // Alone it may be harmless: judge the whole statement.
  return { actions: [{ ...look(parsed, contextual), things }], fixed, byHand };
}

/** Whether its rules look at the statement alone. */
function isOwn({ applies }: LintFix): boolean {
  return applies === undefined;
}

function named(fix: LintFix, rules: ReadonlySet<string>): readonly string[] {
  return fix.rules.map(({ name }) => name).filter((name) => rules.has(name));
}

function appliesTo(fix: LintFix, subject: Subject, rules: ReadonlySet<string>): boolean {
  if (fix.applies !== undefined) return fix.applies(subject);
  return fix.rules.some((rule) => rules.has(rule.name) && rule.find(subject).length > 0);
}

/** An `ALTER TABLE` action by action, and new columns without constraints that read the table. */
function actionsOf(
  parsed: ParsedStatement,
  rules: ReadonlySet<string>,
  context: FixContext,
): readonly ParsedStatement[] {
  const split = alterTableActions(parsed.statement.sql);
  if (split === undefined) return [parsed];
  const single =
    split.actions.length === 1 ? [parsed] : split.actions.map((each) => context.parse(`${split.head} ${each}`));
  return single.flatMap((each) => {
    const subject = subjectOf(each, context);
    const isRead = subject.alterations('AT_AddColumn').length > 0 && CUT.some((fix) => appliesTo(fix, subject, rules));
    return (isRead ? takeApart(subject)?.map((sql) => context.parse(sql)) : undefined) ?? [each];
  });
}

const CUT = EVERY_LINT_FIX.filter(({ rules }) =>
  rules.some(({ name }) => ['check-without-not-valid', 'fk-without-not-valid', 'unique-direct'].includes(name)),
);

export function subjectOf(parsed: ParsedStatement, { catalog, revision, limits }: FixContext): Subject {
  return new Subject(parsed, {
    ...{ catalog, revision, limits, transaction: newTransaction() },
    plan: { exclusive: new Map(), background: new Map() },
    following: () => [],
    later: () => [],
  });
}
