import { names, text } from '../../sql-objects/sql-node.ts';
import { applyStatement } from '../catalog/apply/apply-statement.ts';
import type { LintCatalog } from '../catalog/lint-catalog.ts';
import { qualified } from '../catalog/qualified.ts';
import { EVERY_LINT_RULE } from '../every-lint-rule.ts';
import { choicesOf, type LintSettings } from '../lint-settings.ts';
import { isNotValid } from '../node/constraints.ts';
import { exclusiveLocks } from '../read/exclusive-locks.ts';
import type { LintRule } from '../rule/lint-rule.ts';
import type { ParsedRevision, ParsedStatement } from '../rule/parsed.ts';
import { Subject } from '../rule/subject.ts';
import { newTransaction, type PlanState, type TransactionState } from '../rule/transaction-state.ts';
import { hideIgnored } from './hide-ignored.ts';
import type { Judged, Judgement } from './judged.ts';

/**
 * Holds the statements of revisions against all rules but those that are off, in the order in which they would run.
 *
 * @param catalog what the revisions below have made; afterwards, what these have made too
 * @param background batches of revisions below that may not be finished: the table and the revision
 */
export function judgeRevisions(
  catalog: LintCatalog,
  revisions: readonly ParsedRevision[],
  settings: LintSettings,
  background: ReadonlyMap<string, string> = new Map(),
): Judgement {
  const plan: PlanState = { exclusive: new Map(), background: new Map(background) };
  const judged = revisions.map((revision, at) => {
    const above = revisions.slice(at + 1).flatMap(({ statements }) => statements);
    return hideIgnored(judgeRevision({ catalog, revision, plan, above, settings }), revision, settings);
  });
  return { found: judged.flatMap(({ found }) => found), hidden: judged.flatMap(({ hidden }) => hidden) };
}

interface Work {
  readonly catalog: LintCatalog;
  readonly revision: ParsedRevision;
  readonly plan: PlanState;
  /** Statements of the revisions above. */
  readonly above: readonly ParsedStatement[];
  readonly settings: LintSettings;
}

function judgeRevision({ catalog, revision, plan, above, settings }: Work): readonly Judged[] {
  const { revision: header, section, statements } = revision;
  const { levels, limits } = choicesOf(settings, header.slice);
  const rules = EVERY_LINT_RULE.filter(({ name, since = 0 }) => levels[name] !== 'off' && limits.postgres >= since);
  catalog.searchPath = ['public'];
  catalog.madeBy = header.id;
  // What is finished before this one runs changes nothing any more.
  for (const [table, id] of plan.background) {
    if (header.requiresFinished?.includes(id) === true) plan.background.delete(table);
  }
  let transaction = newTransaction();
  const found: Judged[] = [];
  statements.forEach((parsed, at) => {
    if (!section.transaction) transaction = newTransaction();
    const following = statements.slice(at + 1);
    const context = { catalog, revision, transaction, plan, limits, following, later: [...following, ...above] };
    const subject = new Subject(parsed, context);
    for (const rule of rules) found.push(...judgeStatement(rule, subject, at, levels[rule.name]));
    follow(subject, transaction, plan);
    if (parsed.tree !== undefined) applyStatement(catalog, parsed.tree);
  });
  if (header.background === true && section.batch !== undefined) {
    plan.background.set(section.batch.table.split('.').at(-1) ?? '', header.id);
  }
  return found;
}

function judgeStatement(rule: LintRule, subject: Subject, at: number, chosen: string | undefined): readonly Judged[] {
  const { revision } = subject.context.revision;
  return rule.find(subject).map(({ level = rule.level, instead = rule.instead, ...found }) => ({
    rule: rule.name,
    level: chosen === 'info' || chosen === 'warning' || chosen === 'error' ? chosen : level,
    ...{ revision: revision.id, slice: revision.slice, file: revision.file },
    line: subject.parsed.statement.line,
    statement: at,
    instead,
    ...found,
  }));
}

/** Keeps what later statements of the transaction, or of the plan, have to know. */
function follow(subject: Subject, transaction: TransactionState, plan: PlanState): void {
  const { line } = subject.parsed.statement;
  for (const { path } of exclusiveLocks(subject)) {
    if (transaction.exclusive.has(path)) continue;
    transaction.exclusive.set(path, line);
    plan.exclusive.set(path, (plan.exclusive.get(path) ?? 0) + 1);
  }
  for (const { table, def } of subject.alterations('AT_AddConstraint')) {
    if (isNotValid(def)) transaction.unvalidated.add(`${table.path}\0${text(def, 'conname')}`);
  }
  if (subject.kind !== 'AlterEnumStmt' || text(subject.node, 'oldVal') !== '') return;
  const type = qualified(names(subject.node, 'typeName'));
  // Values of a type that is made in the same transaction can be used at once.
  const known = subject.catalog.type(type);
  if (known?.madeBy === subject.context.revision.revision.id && subject.isInTransaction) return;
  if (subject.isInTransaction) transaction.enumLabels.set(text(subject.node, 'newVal'), type.name);
}
