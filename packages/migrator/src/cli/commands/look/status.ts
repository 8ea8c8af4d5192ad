import { type SliceStatus, type StatusResult, status } from '../../../commands/status/status.ts';
import { isStepMark } from '../../../execute/half-run/step-mark.ts';
import type { CliCommand } from '../../cli-command.ts';
import { EXIT_CODES } from '../../exit-code.ts';
import { waitOption } from '../../options/wait-option.ts';
import { backgroundLine } from '../../text/batches/batches-text.ts';
import { batchText, holderText } from '../../text/event-line.ts';
import type { Style } from '../../text/style.ts';
import { count, table } from '../../text/table.ts';

export const statusCommand: CliCommand = {
  readsIndex: true,
  define(command) {
    command
      .option('--check', 'exit with 3 unless everything is applied and nothing is wrong')
      .addOption(waitOption())
      .addHelpText('after', EXAMPLES);
  },
  async run({ bench, options, slice }) {
    const result = await status(bench, { slice });
    return {
      result,
      text: (style) => render(result, style, slice),
      exitCode: options.check === true && !result.upToDate ? EXIT_CODES.found : EXIT_CODES.done,
    };
  },
};

function render(result: StatusResult, style: Style, slice: string | undefined): string {
  const target = slice === undefined ? 'heads' : `${slice}@head`;
  const rows = result.slices.map((slice) => [slice.slice, where(slice), state(slice)]);
  const lines = table(rows, (cell, column, row) => {
    if (column === 0) return style.cyan(cell);
    if (column !== 2) return cell;
    return result.slices[row]?.pending.length === 0 ? style.green(cell) : style.yellow(cell);
  });
  const pending = result.slices.reduce((sum, slice) => sum + slice.pending.length, 0);
  return [
    style.dim(`${result.database.display} (${result.database.source})`),
    ...(lines === '' ? ['No slices yet.'] : [lines]),
    ...result.halfRuns.map((halfRun) => halfRunLine(halfRun, result, style)),
    ...result.batches.filter(({ background }) => background !== null).map((batch) => backgroundLine(batch, style)),
    ...result.findings.map(
      ({ message, repair }) =>
        `${style.red('✗')} ${message}${repair === null ? '' : `\n    ${style.cyan('→')} ${style.typed(repair)}`}`,
    ),
    ...failureLines(result.lastFailure, style),
    ...(result.holder === null
      ? []
      : [
          `${style.yellow('at work')}: ${holderText(result.holder)}${result.holder.expired ? ' (silent: can be taken over)' : ''}`,
        ]),
    ...(pending > 0 ? [`${count(pending, 'revision')} to apply: ${style.typed(`migrate upgrade ${target}`)}`] : []),
    ...(result.upToDate ? [verdict(result, style)] : []),
  ].join('\n');
}

/** A new workspace has nothing to apply, and yet something to do. */
function verdict({ slices }: StatusResult, style: Style): string {
  const isNew = slices.length > 0 && slices.every(({ revisions }) => revisions === 0);
  return isNew
    ? `No revisions yet. Write the first one: ${style.typed('migrate revision -m "first tables"')}`
    : style.green('Up to date.');
}

function halfRunLine(
  { revision, direction, doneStatements, since }: StatusResult['halfRuns'][number],
  { batches, holder }: StatusResult,
  style: Style,
): string {
  const batch = batches.find((each) => each.revision === revision);
  if (batch === undefined) {
    return `${style.red('!')} ${revision} is half-way through its ${direction} since ${since}: ${count(doneStatements.length, isStepMark(doneStatements[0]) ? 'step' : 'statement')} done`;
  }
  const isRunning = holder !== null && !holder.expired;
  const doing = !isRunning ? 'stopped' : batch.pausedFor === null ? 'running' : 'waiting';
  const way = `${batch.batches === 1 ? 'batch' : 'batches'} of its ${direction}, since ${since}`;
  return `${style.yellow('!')} ${revision} is ${doing} at ${batchText(batch)}, after ${batch.batches.toLocaleString('en-US')} ${way}`;
}

/** Of a message of several lines the first says what happened. */
function failureLines(failure: StatusResult['lastFailure'], style: Style): readonly string[] {
  if (failure === null) return [];
  const { outcome, at, by, revision, slice, sqlState, message } = failure;
  const what = outcome === 'failed' ? 'failed' : 'was cut off';
  const on = revision === null ? '' : ` on ${revision}${slice === null ? '' : ` (${slice})`}`;
  const [line = ''] = (message ?? '').split('\n');
  const why = [sqlState, line].filter(Boolean).join(', ');
  return [`${style.red('!')} the last run ${what}${on} at ${at}, by ${by}${why === '' ? '' : `: ${why}`}`];
}

function where({ current }: SliceStatus): string {
  return current.length === 0 ? '(base)' : current.join(', ');
}

function state({ revisions, applied, pending }: SliceStatus): string {
  if (revisions === 0) return 'no revisions';
  return pending.length === 0
    ? `${count(applied, 'revision')} applied`
    : `${applied} of ${count(revisions, 'revision')} applied`;
}

const EXAMPLES = `
Changes nothing. Exit code 0 unless --check is given.

Examples:
  migrate status
  migrate status --slice events --json
  migrate status --check && echo 'ready to deploy'
  migrate status --check --wait 60s
`;
