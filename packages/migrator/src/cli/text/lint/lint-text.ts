import type { LintResult, LintScope } from '../../../commands/lint/lint.ts';
import type { LintFinding, LintReport, SizesUsed } from '../../../commands/shared/lint/lint-finding.ts';
import { shellWord } from '../command-text.ts';
import type { Style } from '../style.ts';
import { count } from '../table.ts';

/** Everything that was found, what was not looked at, and the sum. */
export function lintText(result: LintResult, style: Style): string {
  const { refuted, observed } = result;
  return [
    ...lintLines(result, style),
    ...refuted.map(
      ({ rule, file, line, message }) =>
        `${style.dim('~')} ${style.dim(`[${rule}]`)} ${file}:${line}: ${message} PostgreSQL ${observed?.serverVersion} did not: it does not count.`,
    ),
    ...(observed?.unseen ?? []).map(
      ({ revision, line, why }) => `${style.yellow('?')} ${revision}, line ${line}, was not observed: ${why}.`,
    ),
    ...doubtsOf(result).map((doubt) => `${style.yellow('?')} ${doubt}`),
    lintSummary(result),
  ].join('\n');
}

/** Findings, and what no rule could look at; nothing where there is neither. */
export function lintLines(
  { findings, unread }: Pick<LintReport, 'findings' | 'unread'>,
  style: Style,
): readonly string[] {
  return [
    ...findings.map((finding) => findingText(finding, style)),
    ...unread.map(({ file }) => `${style.yellow('?')} ${file} is code: its statements were not checked.`),
  ];
}

/** Errors and warnings of one revision, beside it: what to do instead is for `migrate lint`. */
export function lintNotes(findings: readonly LintFinding[], style: Style): readonly string[] {
  return findings
    .filter(({ level }) => level !== 'info')
    .map(
      ({ rule, level, line, message }) => `${SIGNS[level](style)} ${style.dim(`[${rule}]`)} line ${line}: ${message}`,
    );
}

/** The same below the text of the revision. */
export function lintUnder(findings: readonly LintFinding[], style: Style): readonly string[] {
  const notes = lintNotes(findings, style);
  return notes.length === 0 ? [] : ['', ...notes];
}

const SIGNS = {
  error: (style: Style) => style.red('✗'),
  warning: (style: Style) => style.yellow('!'),
  info: (style: Style) => style.dim('i'),
};

function findingText({ rule, level, file, line, message, instead, basis }: LintFinding, style: Style): string {
  const how = `${style.cyan('→')} ${style.typed(instead)}`;
  return `${SIGNS[level](style)} ${style.dim(`[${rule}]`)} ${file}:${line}: ${message}${basis === 'both' ? ' Observed.' : ''}\n    ${how}`;
}

/** What was checked, and the result, in one line. */
export function lintSummary({ scope, revisions, statements, findings, hidden, observed, sizes }: LintResult): string {
  if (revisions.length === 0) return `Nothing to lint: ${nothing(scope)}.`;
  const counts = (['error', 'warning', 'info'] as const)
    .map((level) => [level, findings.filter((each) => each.level === level).length] as const)
    .filter(([, number]) => number > 0)
    .map(([level, number]) => (level === 'info' ? `${number} info` : count(number, level)));
  const what = `${count(revisions.length, 'revision')}${chosen(scope)}, ${count(statements, 'statement')}`;
  const ignored = hidden.length === 0 ? '' : ` ${hidden.length} ignored by comments.`;
  const ran =
    observed === null
      ? ''
      : ` ${count(observed.statements, 'statement')} observed on PostgreSQL ${observed.serverVersion}.`;
  return `${what}: ${counts.length === 0 ? 'nothing found' : counts.join(', ')}.${ignored}${ran} ${sizesText(sizes)}`;
}

/** Why the sizes of production may be wrong, and of which tables there are none. */
export function doubtsOf({ sizes }: Pick<LintReport, 'sizes'>): readonly string[] {
  if (sizes === null) return [];
  const { file, doubts, unknown } = sizes;
  return [
    ...doubts.map((doubt) => `${file}: ${doubt}. Write it again: migrate stats --out ${shellWord(file)}`),
    ...unknown.map((table) => `${table} is not in ${file}: its size is not known.`),
  ];
}

function sizesText(sizes: SizesUsed | null): string {
  return sizes?.takenAt == null
    ? 'Sizes of tables are unknown.'
    : `Sizes are those of ${sizes.file}, of ${sizes.takenAt.slice(0, 10)}.`;
}

function nothing(scope: LintScope): string {
  switch (scope.kind) {
    case 'since':
      return `no revision is new or changed since ${scope.ref}`;
    case 'staged':
      return 'the next commit adds or changes no revision';
    case 'range':
      return `no revision is in ${scope.range}`;
  }
}

function chosen(scope: LintScope): string {
  return scope.kind === 'since' ? ` since ${scope.ref}` : scope.kind === 'staged' ? ' of the next commit' : '';
}
