import { nameParts } from '../../sql/names/name-parts.ts';
import { names, text } from '../../sql-objects/sql-node.ts';
import { applyStatement } from '../catalog/apply/apply-statement.ts';
import { emptyRelation } from '../catalog/apply/define-table.ts';
import type { LintCatalog } from '../catalog/lint-catalog.ts';
import { qualified } from '../catalog/qualified.ts';
import { EVERY_LINT_RULE } from '../every-lint-rule.ts';
import { choicesOf, type LevelChoice, type LintSettings } from '../lint-settings.ts';
import { isNotValid } from '../node/constraints.ts';
import { exclusiveLocks } from '../read/exclusive-locks.ts';
import type { Found } from '../rule/found.ts';
import type { LintRule } from '../rule/lint-rule.ts';
import type { Observation } from '../rule/observation.ts';
import type { ParsedRevision, ParsedStatement } from '../rule/parsed.ts';
import { Subject } from '../rule/subject.ts';
import { newTransaction, type PlanState, type TransactionState } from '../rule/transaction-state.ts';
import type { TableSizes } from '../stats/table-sizes.ts';
import { hideIgnored } from './hide-ignored.ts';
import { judgeBlock } from './judge-block.ts';
import type { Judged, Judgement } from './judged.ts';
import { mergeObserved } from './merge-observed.ts';

/**
 * Checks the statements of revisions with all rules that are not off, in the order in which they would run.
 *
 * @param catalog what the revisions below have made; afterwards, what these have made too
 * @param more.background batches of revisions below that may not be finished: the table and the revision
 * @param more.observed what their statements did on a scratch database, by revision
 * @param more.sizes how large and busy tables are in production
 */
export function judgeRevisions(
  catalog: LintCatalog,
  revisions: readonly ParsedRevision[],
  settings: LintSettings,
  { background, observed, sizes }: Known = {},
): Judgement {
  const plan: PlanState = { exclusive: new Map(), background: new Map(background) };
  const judged = revisions.map((revision, at) => {
    const above = () => statementsFrom(revisions, at + 1);
    const seen = observed?.get(revision.revision.id) ?? [];
    const { found, refuted } = judgeRevision({ catalog, revision, plan, settings, seen, sizes, above });
    return { ...hideIgnored(found, revision, settings), refuted };
  });
  return {
    found: judged.flatMap(({ found }) => found),
    hidden: judged.flatMap(({ hidden }) => hidden),
    refuted: judged.flatMap(({ refuted }) => refuted),
  };
}

/** What is known besides files. */
export interface Known {
  readonly background?: ReadonlyMap<string, string> | undefined;
  readonly observed?: ReadonlyMap<string, readonly Observation[]> | undefined;
  readonly sizes?: TableSizes | undefined;
}

function statementsFrom(revisions: readonly ParsedRevision[], from: number): readonly ParsedStatement[] {
  return revisions.slice(from).flatMap(({ statements }) => statements);
}

interface Work {
  readonly catalog: LintCatalog;
  readonly revision: ParsedRevision;
  readonly plan: PlanState;
  /** Statements of the revisions above. */
  above(): readonly ParsedStatement[];
  readonly settings: LintSettings;
  /** Of its statements. */
  readonly seen: readonly Observation[];
  readonly sizes: TableSizes | undefined;
}

function judgeRevision({ catalog, revision, plan, above, settings, seen, sizes }: Work): Omit<Judgement, 'hidden'> {
  const { revision: header, section, statements } = revision;
  const { levels, limits } = choicesOf(settings, header.slice);
  const rules = EVERY_LINT_RULE.filter(({ name, since = 0 }) => levels[name] !== 'off' && limits.postgres >= since);
  catalog.searchPath = ['public'];
  catalog.madeBy = header.id;
  // What is finished before this one runs no longer changes anything.
  for (const [table, id] of plan.background) {
    if (header.requiresFinished?.includes(id) === true) plan.background.delete(table);
  }
  let transaction = newTransaction();
  const found: Judged[] = [];
  const refuted: Judged[] = [];
  statements.forEach((parsed, at) => {
    if (!section.transaction) transaction = newTransaction();
    const following = (): readonly ParsedStatement[] => statements.slice(at + 1);
    const context = {
      catalog,
      revision,
      transaction,
      plan,
      limits,
      following,
      later: () => [...following(), ...above()],
    };
    const subject = new Subject(parsed, context);
    const read = rules.flatMap((rule) => judgeStatement(rule, subject, at, levels[rule.name]));
    const merged = mergeObserved(read, seen[at], subject, (rule, each) =>
      judgedOf(rule, subject, at, levels[rule.name], each),
    );
    found.push(
      ...merged.found.map((each) => {
        const chosen = levels[each.rule];
        if (sizes === undefined) return each;
        return judgeBlock(each, { sizes, subject, seen: seen[at], chosen: chosen === 'off' ? undefined : chosen });
      }),
    );
    refuted.push(...merged.refuted);
    follow(subject, transaction, plan);
    if (parsed.tree !== undefined) applyStatement(catalog, parsed.tree);
    addMade(catalog, seen[at]);
  });
  if (header.background === true && section.batch !== undefined) {
    plan.background.set(nameParts(section.batch.table).at(-1) ?? '', header.id);
  }
  return { found, refuted };
}

function judgeStatement(
  rule: LintRule,
  subject: Subject,
  at: number,
  chosen: LevelChoice | undefined,
): readonly Judged[] {
  return rule.find(subject).flatMap((found) => judgedOf(rule, subject, at, chosen, found));
}

function judgedOf(
  rule: LintRule,
  subject: Subject,
  at: number,
  chosen: LevelChoice | undefined,
  { level = rule.level, instead = rule.instead, ...found }: Found,
): readonly Judged[] {
  if (chosen === 'off') return [];
  const { id, slice, file } = subject.context.revision.revision;
  return [
    {
      ...{ rule: rule.name, level: chosen ?? level, revision: id, slice, file },
      ...{ line: subject.parsed.statement.line, statement: at, instead, basis: 'static' },
      ...found,
    },
  ];
}

/** Relations that code has made: they are new, and no more is known of them. */
function addMade(catalog: LintCatalog, seen: Observation | undefined): void {
  if (seen === undefined || 'unseen' in seen) return;
  for (const path of seen.made) {
    const [schemaname = '', relname = ''] = nameParts(path);
    if (catalog.find(schemaname, relname) !== undefined) continue;
    catalog.add(emptyRelation(catalog, { schemaname, relname }, { kind: 'table', hasAllColumns: false }));
  }
}

/** Keeps what later statements of the transaction, or of the plan, have to know. */
function follow(subject: Subject, transaction: TransactionState, plan: PlanState): void {
  const { line } = subject.parsed.statement;
  for (const { path, shown } of exclusiveLocks(subject)) {
    if (transaction.exclusive.has(path)) continue;
    transaction.exclusive.set(path, { shown, line });
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
