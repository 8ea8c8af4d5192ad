import type { CheckedSlice, CheckMergeResult } from '../../commands/merge/check-merge-result.ts';
import type { MergeResult, WrittenMerge } from '../../commands/merge/merge-options.ts';
import { approvalLines } from './compared/affected-text.ts';
import { duration } from './event-line.ts';
import { hookFailures } from './hook-text.ts';
import { besideEachOther } from './merge-comparison.ts';
import type { Style } from './style.ts';
import { count } from './table.ts';

/** What was written and proven, or that there is nothing to merge. */
export function mergeText({ heads, merge: written, approvals, hooks }: MergeResult, style: Style): string {
  if (written !== null) {
    const shown = written.proof === null ? byHandBlock(written, style) : block(written, style);
    const asked = approvalLines(approvals, style).map((line) => `  ${line}`);
    return [[shown, ...asked].join('\n'), ...hookFailures(hooks, style)].join('\n\n');
  }
  return heads.length === 0 ? 'Nothing to merge: no revisions.' : `Nothing to merge: ${heads.join()} is the only head.`;
}

function title({ revision, slice, message, file }: WrittenMerge, did: string, style: Style): readonly string[] {
  return [`${style.green(did)} ${style.yellow(revision)}  ${style.cyan(slice)}  ${message}`, `  ${file}`];
}

function block(written: WrittenMerge, style: Style): string {
  const { again, snapshot, orders, order, statements, wayBack, volatile, unseeded, durationMs } = written;
  const back = wayBack
    ? ', there and back'
    : ', without the downgrade (a marker says that there is none, or which rows stop it)';
  const own =
    statements === 0
      ? []
      : [
          `  ${count(statements, 'statement')} of its own${order === null ? '' : ` for other orders than ${order.join(', then ')}`}: review ${statements === 1 ? 'it' : 'them'}`,
        ];
  return [
    ...title(written, again ? 'Proved again' : 'Wrote', style),
    ...(snapshot === null ? [] : [style.dim(`  ${snapshot}`)]),
    ...own,
    `  ${style.green('proven')} in ${count(orders, 'order')}${back}, in ${duration(durationMs)}`,
    ...volatile.map((place) => `  ${style.yellow('!')} ${place} differs from run to run, so it is not proven`),
    ...unseeded.map(({ table, why }) => `  ${style.yellow('!')} ${table} was empty in the proof: ${why}`),
  ].join('\n');
}

function byHandBlock(written: WrittenMerge, style: Style): string {
  return [
    ...title(written, 'Wrote', style),
    `  ${style.yellow('not proven')}: add statements that give every order the same result, then: ${style.bold(style.typed(`migrate merge --again ${written.revision}`))}`,
  ].join('\n');
}

/** One line per slice, its differences below it in columns, and the verdict. */
export function checkMergeText(result: CheckMergeResult, style: Style, columns: number): string {
  const { base, slices, problems, joins } = result;
  const against =
    base === null
      ? []
      : [style.dim(`with ${base.ref} (${base.commit.slice(0, 12)}), branched off at ${base.parted.slice(0, 12)}`)];
  const faults = problems.flatMap((problem) => indented(problem.message, problem.repair, style));
  const verdict = joins
    ? slices.length === 0
      ? 'Nothing to merge: no slice has several heads.'
      : style.green('It joins.')
    : style.red('It does not join.');
  return [...against, ...slices.flatMap((slice) => sliceLines(slice, style, columns)), ...faults, verdict].join('\n');
}

function sliceLines(
  { slice, heads, joins, orders, durationMs, problem, repair }: CheckedSlice,
  style: Style,
  columns: number,
): readonly string[] {
  const ends = heads.map(({ revision, side }) => `${style.yellow(revision)}${SIDES[side]}`).join(', ');
  const sign = joins ? style.green('✓') : style.red('✗');
  const shown = joins ? `commute, shown in ${count(orders, 'order')} in ${duration(durationMs)}` : 'do not join';
  return [
    `${sign} ${slice === null ? '' : `${style.cyan(slice)}: `}${ends} ${shown}`,
    ...(problem === null
      ? []
      : indented(
          besideEachOther(problem.message, problem.differences, problem.comparison, columns - 4),
          problem.repair,
          style,
        )),
    ...(joins && repair !== null ? [`    ${style.cyan('→')} afterwards: ${style.typed(repair)}`] : []),
  ];
}

const SIDES = { here: ' (here)', base: ' (there)', both: '' } as const;

function indented(message: string, repair: string | null, style: Style): readonly string[] {
  const lines = message.split('\n').map((line) => `    ${line}`);
  const hint = style
    .typed(repair ?? '')
    .split('\n')
    .filter((line) => line !== '');
  return [...lines, ...hint.map((line, at) => (at === 0 ? `    ${style.cyan('→')} ${line}` : `      ${line}`))];
}
