import { EVERY_LINT_RULE } from '../every-lint-rule.ts';
import { choicesOf, type LintSettings } from '../lint-settings.ts';
import type { LintRule } from '../rule/lint-rule.ts';
import type { ParsedRevision } from '../rule/parsed.ts';
import { ignoreWithoutReason, unusedIgnore } from '../rules/graph/ignores.ts';
import { type Ignore, ignoresOf } from './ignores.ts';
import type { Hidden, Judged, Judgement } from './judged.ts';

/** Removes findings that comments hide, and reports comments that hide nothing or give no reason. */
export function hideIgnored(
  found: readonly Judged[],
  revision: ParsedRevision,
  settings: LintSettings,
): Omit<Judgement, 'refuted'> {
  const hidden: Hidden[] = [];
  const wrong: Judged[] = [];
  let left = found;
  const placed = [
    ...revision.statements.flatMap(({ comments }, at) => ignoresOf(comments).map((ignore) => ({ ignore, at }))),
    ...ignoresOf(revision.trailing).map((ignore) => ({ ignore, at: NOWHERE })),
  ];
  for (const { ignore, at } of placed) {
    const isNamed = ({ rule, statement }: Judged): boolean => rule === ignore.rule && statement === at;
    const fault = faultOf(ignore, left.some(isNamed));
    if (fault !== undefined) wrong.push(...judged(fault, ignore.line, revision, settings));
    else {
      hidden.push(...left.filter(isNamed).map((each) => ({ ...each, reason: ignore.reason })));
      left = left.filter((each) => !isNamed(each));
    }
  }
  return { found: [...left, ...wrong].sort((a, b) => a.line - b.line), hidden };
}

/** Of a comment after the last statement. */
const NOWHERE = -1;

interface Fault {
  readonly rule: LintRule;
  readonly message: string;
}

/** Why a comment hides nothing. */
function faultOf({ rule, reason, problem }: Ignore, isFound: boolean): Fault | undefined {
  if (problem !== undefined) return { rule: unusedIgnore, message: `The comment ${problem}.` };
  if (!EVERY_LINT_RULE.some(({ name }) => name === rule)) {
    return { rule: unusedIgnore, message: `There is no rule ${rule}.` };
  }
  if (!isFound) return { rule: unusedIgnore, message: `${rule} finds nothing here.` };
  return reason === ''
    ? { rule: ignoreWithoutReason, message: `${rule} is ignored without a reason, which does not count.` }
    : undefined;
}

function judged(
  { rule: { name, level, instead }, message }: Fault,
  line: number,
  { revision: { id, slice, file } }: ParsedRevision,
  settings: LintSettings,
): readonly Judged[] {
  const chosen = choicesOf(settings, slice).levels[name] ?? level;
  if (chosen === 'off') return [];
  return [{ rule: name, level: chosen, revision: id, slice, file, line, on: null, message, instead, basis: 'static' }];
}
