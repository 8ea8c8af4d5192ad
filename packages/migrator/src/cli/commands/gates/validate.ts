import { type ValidatedRevision, type ValidateResult, validate } from '../../../commands/validate/validate.ts';
import { UsageError } from '../../../errors/usage/usage-error.ts';
import type { CliCommand, Invocation } from '../../cli-command.ts';
import { EXIT_CODES } from '../../exit-code.ts';
import { duration } from '../../text/event-line.ts';
import type { Style } from '../../text/style.ts';
import { count, table } from '../../text/table.ts';

export const validateCommand: CliCommand = {
  define(command) {
    command
      .argument('[revision...]', 'ids, heads, events@head, ranges a:b … (default: all)')
      .option('--affected', 'only revisions that are new or changed since --base')
      .option('--base <ref>', 'with --affected: the branch or commit of git to compare with (default: main)')
      .option('--seed <number>', 'seed of the random orders in which the whole history is built')
      .option('--no-cache', 'prove everything again')
      .addHelpText('after', EXAMPLES);
  },
  async run({ args, bench, options, slice }) {
    const result = await validate(bench, {
      revisions: args,
      affectedSince: baseOf(options, args),
      slice,
      cache: options.cache !== false,
      seed: seedOf(options.seed),
    });
    return {
      result,
      text: (style) => validateText(result, style),
      exitCode:
        result.failed + result.blocked > 0 || result.history?.verdict === 'failed' ? EXIT_CODES.found : EXIT_CODES.done,
    };
  },
};

function seedOf(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const seed = Number(value);
  if (Number.isSafeInteger(seed) && seed >= 0) return seed;
  throw new UsageError({ problem: 'seed-not-a-number', value: String(value) });
}

function baseOf({ affected, base }: Invocation['options'], revisions: readonly string[]): string | undefined {
  if (affected !== true) {
    if (base === undefined) return undefined;
    throw new UsageError({ problem: 'base-alone', command: 'validate', needs: '--affected', base: String(base) });
  }
  if (revisions.length > 0) {
    throw new UsageError({ problem: 'affected-and-revisions' });
  }
  return typeof base === 'string' ? base : 'main';
}

/** A line for each revision, the failures, the revisions that could not be tried, and the summary. */
export function validateText(result: ValidateResult, style: Style): string {
  const { revisions, since } = result;
  if (revisions.length === 0) {
    return since === null
      ? 'No revisions.'
      : `No revision is new or changed since ${since.ref} (${since.parted.slice(0, 12)}).`;
  }
  const list = table(revisions.map(row), (cell, column, at) => paint(revisions[at], cell, column, style));
  return [
    list,
    ...problems(revisions, style),
    ...historyProblem(result, style),
    ...unseeded(revisions, style),
    '',
    summary(result, style),
    ...historySummary(result),
  ].join('\n');
}

const SIGNS = { proven: '✓', failed: '✗', blocked: '-' } as const;

function row({ verdict, revision, slice, message, wayBack, cached, durationMs }: ValidatedRevision): string[] {
  const time = cached ? 'known' : verdict === 'proven' ? duration(durationMs) : '';
  return [SIGNS[verdict], revision, slice, wayBack ?? verdict, time, message];
}

function paint(revision: ValidatedRevision | undefined, cell: string, column: number, style: Style): string {
  if (column === 0) return revision?.verdict === 'proven' ? style.green(cell) : style.red(cell);
  if (column === 1) return style.yellow(cell);
  if (column === 2) return style.cyan(cell);
  return column === 4 ? style.dim(cell) : cell;
}

function historyProblem({ history }: ValidateResult, style: Style): string[] {
  if (history === null || history.problem === null) return [];
  const { code, message, repair } = history.problem;
  return [
    '',
    `${style.red('✗')} ${style.dim(`[${code}]`)} ${message}`,
    `    ${style.cyan('→')} ${style.typed(repair ?? '')}`,
  ];
}

/** The proof of the history as a whole. */
function historySummary({ history }: ValidateResult): string[] {
  if (history === null) return [];
  const { verdict, cached, orders, seed, durationMs, snapshotsNotCompared } = history;
  if (verdict === 'not-tried') return ['The history as a whole was not proven.'];
  if (verdict === 'failed') return [`The history as a whole fails. Repeat it with --seed ${seed}.`];
  const time = cached ? 'known' : duration(durationMs);
  return [
    `All heads built from nothing in ${count(orders.length, 'order')} (seed ${seed}), with one result: ${time}.`,
    ...(snapshotsNotCompared === null ? [] : [`The snapshots were not compared with it: ${snapshotsNotCompared}`]),
  ];
}

function problems(revisions: readonly ValidatedRevision[], style: Style): string[] {
  return revisions.flatMap(({ problem, blockedBy, revision }) => {
    if (problem === null) return [];
    if (blockedBy !== null) return ['', `${style.red('-')} ${revision} waits for ${blockedBy}: ${problem.message}`];
    const repair = problem.repair === null ? [] : [`    ${style.cyan('→')} ${style.typed(problem.repair)}`];
    return ['', `${style.red('✗')} ${style.dim(`[${problem.code}]`)} ${problem.message}`, ...repair];
  });
}

/** Each table once, even if many revisions use it. */
function unseeded(revisions: readonly ValidatedRevision[], style: Style): string[] {
  const tables = new Map(revisions.flatMap((revision) => revision.unseeded.map(({ table: name, why }) => [name, why])));
  return [...tables].map(([name, why]) => `${style.yellow('!')} ${name} was empty in the proofs: ${why}`);
}

function summary(
  { revisions, proven, cached, failed, blocked, serverVersion, durationMs }: ValidateResult,
  style: Style,
) {
  const known = cached === 0 ? '' : ` (${cached} known)`;
  const bad = [failed > 0 ? `${failed} failed` : '', blocked > 0 ? `${blocked} blocked` : ''].filter(
    (part) => part !== '',
  );
  const verdict = bad.length === 0 ? style.green('ok') : style.red(bad.join(', '));
  return `${verdict} ${proven} of ${count(revisions.length, 'revision')} proven${known} on PostgreSQL ${serverVersion} in ${duration(durationMs)}.`;
}

const EXAMPLES = `
Runs each revision up, down and up again on a scratch database with rows in every table. The schema and the rows must come back, except
for what a marker declares: lost data (lossy="…"), rows that make it fail (rows="…"), or an irreversible downgrade (irreversible="…").
Without arguments it also builds all heads from nothing: in the order of upgrade, with each slice as early and as late as the graph
allows, and in some random orders; the result must match the snapshots. None of your databases is touched. Exit code 3 when anything fails.

Examples:
  migrate validate                       all revisions; those proven before are not run again
  migrate validate heads
  migrate validate 8f3c2a1b9d04:heads    a range, both ends included
  migrate validate --affected --base origin/main   what a pull request adds
  migrate --slice events validate --no-cache
`;
