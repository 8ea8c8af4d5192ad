import type { FixedAgain, LeftFinding, LintFixResult } from '../../../commands/lint/fix/lint-fix-options.ts';
import { hookFailures } from '../hook-text.ts';
import type { Style } from '../style.ts';
import { count } from '../table.ts';
import { lintText } from './lint-text.ts';

/** The rewritten revisions, the findings that are left for a person, and the findings now. */
export function lintFixText({ fixed, left, environments, hooks, lint }: LintFixResult, style: Style): string {
  const unsure = environments.filter(({ state }) => state === 'unreachable').map(({ environment }) => environment);
  const blocks = [
    fixed.length === 0 ? 'Nothing was written.' : fixed.map((each) => fixedText(each, style)).join('\n'),
    left.map((each) => leftText(each, style)).join('\n'),
    unsure.length === 0 ? '' : `${style.yellow('!')} Unknown whether ${unsure.join(', ')} has any of them: no answer.`,
    ...hookFailures(hooks, style),
    lintText(lint, style),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function fixedText({ revision, slice, rules, revisions, unproven }: FixedAgain, style: Style): string {
  const as = revisions.length === 1 ? '' : ` as ${count(revisions.length, 'revision')}`;
  return [
    `${style.green('Rewrote')} ${style.yellow(revision)}  ${style.cyan(slice)}${as}: ${rules.join(', ')}`,
    ...revisions.map(({ file, message }) => `  ${file}  ${style.dim(message)}`),
    ...unproven.map((each) => `  ${style.yellow('?')} Not compared: ${each}.`),
  ].join('\n');
}

function leftText({ rule, file, line, why }: LeftFinding, style: Style): string {
  return `${style.yellow('!')} ${style.dim(`[${rule}]`)} ${file}:${line}: by hand: ${why}.`;
}
