import { Option } from 'commander';
import { plan } from '../../../commands/plan/plan.ts';
import type { PlanFile, PlannedStep } from '../../../commands/plan/plan-file.ts';
import { whereText } from '../../../graph/symbols/where-text.ts';
import type { CliCommand } from '../../cli-command.ts';
import { EXIT_CODES } from '../../exit-code.ts';
import { shellWord } from '../../text/command-text.ts';
import { noteRows } from '../../text/history/note-rows.ts';
import { lintNotes } from '../../text/lint/lint-text.ts';
import { comeAlong } from '../../text/running/come-along.ts';
import type { Style } from '../../text/style.ts';
import { count } from '../../text/table.ts';

export const planCommand: CliCommand = {
  runsNoCode: true,
  define(command) {
    command
      .argument('[target...]', 'as for upgrade (default: heads), or with --downgrade as for downgrade')
      .option('--downgrade', 'plan to revert revisions')
      .addOption(new Option('-o, --out <file>', 'write the plan, for upgrade --plan-file or downgrade --plan-file'))
      .option('--detailed-exitcode', 'exit with 3 when something would run, 0 when nothing would')
      .addHelpText('after', EXAMPLES);
  },
  async run({ args, bench, options, slice, named }) {
    const direction = options.downgrade === true ? 'downgrade' : 'upgrade';
    const out = typeof options.out === 'string' ? options.out : undefined;
    const result = await plan(bench, { direction, targets: args, slice, out });
    return {
      result,
      text: (style) => {
        const place = whereText(bench.graph(), result.heads);
        const others = comeAlong(args, result.steps.length);
        const written = out === undefined ? undefined : runIt(result, out, named, style);
        return render(result, place, [others, written], style);
      },
      exitCode: options.detailedExitcode === true && result.steps.length > 0 ? EXIT_CODES.found : EXIT_CODES.done,
    };
  },
};

/** The command with the database of the plan; another database is refused. */
function runIt({ direction }: PlanFile, out: string, named: string | undefined, style: Style): string {
  const database = named === '--url' ? ` --url '…'` : named === undefined ? '' : ` ${named}`;
  return `Wrote ${out}. Run it: ${style.typed(`migrate ${direction} --plan-file ${shellWord(out)}${database}`)}`;
}

function render(
  { steps, direction, database }: PlanFile,
  place: string,
  more: readonly (string | undefined)[],
  style: Style,
): string {
  const arrow = direction === 'upgrade' ? '↑' : '↓';
  const lines = steps.flatMap((step) => [
    `${arrow} ${style.yellow(step.revision)}  ${style.cyan(step.slice)}  ${step.message}  ${style.dim(size(step))}`,
    ...notes(step).map((note) => `    ${style.yellow(note)}`),
    ...lintNotes(step.findings, style).map((line) => `    ${line}`),
  ]);
  const summary =
    steps.length === 0
      ? `Nothing would run; the database is at ${place}.`
      : `${count(steps.length, 'revision')} would run; the database would be at ${place}.`;
  return [style.dim(database.display), ...lines, summary, ...more.filter((line) => line !== undefined)].join('\n');
}

function size({ statements }: PlannedStep): string {
  return statements === null ? 'code' : count(statements, 'statement');
}

function notes(step: PlannedStep): readonly string[] {
  const all = step.locks.filter(({ stops }) => stops === 'all').map(({ table }) => table);
  const writes = step.locks.filter(({ stops }) => stops === 'writes').map(({ table }) => table);
  return [
    ...noteRows(step.notes).map(([name, value]) => `${name}: ${value}`),
    ...(step.lossy === null ? [] : [`loses: ${step.lossy}`]),
    ...(step.rows === null ? [] : [`fails on rows: ${step.rows}`]),
    ...(all.length === 0 ? [] : [`locks ${all.join(', ')}: nothing else can use it meanwhile`]),
    ...(writes.length === 0 ? [] : [`locks ${writes.join(', ')} against writing`]),
    ...(MANNERS[step.runs] ?? []),
  ];
}

const MANNERS: Readonly<Partial<Record<PlannedStep['runs'], readonly string[]>>> = {
  statements: ['not in a transaction: statement by statement'],
  steps: ['step by step, each in its own transaction'],
  batches: ['in batches of rows, each in its own transaction'],
  unknown: ['in batches of rows or in one transaction; known when its code is loaded'],
};

const EXAMPLES = `
Runs and changes nothing. The plan is bound to the text of the files and to the state of the database: if either has changed when you
run it, it is refused, and the error names what changed.

Examples:
  migrate plan
  migrate plan heads --out plan.json && migrate upgrade --plan-file plan.json
  migrate plan --downgrade events@-1 --out back.json
  migrate plan --detailed-exitcode || echo 'something to apply'
`;
