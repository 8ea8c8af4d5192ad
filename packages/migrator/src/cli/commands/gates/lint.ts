import { Option } from 'commander';
import { fixLint } from '../../../commands/lint/fix/fix-lint.ts';
import { type LintResult, lint } from '../../../commands/lint/lint.ts';
import type { LintFinding } from '../../../commands/shared/lint/lint-finding.ts';
import { UsageError } from '../../../errors/usage/usage-error.ts';
import type { CliCommand, CliOutput, Invocation } from '../../cli-command.ts';
import { EXIT_CODES } from '../../exit-code.ts';
import { milliseconds } from '../../options/limit-options.ts';
import { textOption } from '../../options/option-values.ts';
import { yesOption } from '../../options/yes-option.ts';
import {
  githubFindings,
  gitlabFindings,
  type LevelledFinding,
  sarifFindings,
} from '../../text/findings/finding-formats.ts';
import { hooksExitCode } from '../../text/hook-text.ts';
import { lintFixText } from '../../text/lint/lint-fix-text.ts';
import { lintMarkdown } from '../../text/lint/lint-markdown.ts';
import { lintText } from '../../text/lint/lint-text.ts';

const LINT_FORMATS = ['text', 'json', 'github', 'gitlab', 'sarif', 'markdown'] as const;

export const lintCommand: CliCommand = {
  runsNoCode: true,
  define(command) {
    command
      .argument('[range]', 'a revision, or base:head with both ends (default: what is new since --base)')
      .option('--affected', 'what is new or changed since --base; the default')
      .option('--base <ref>', 'the branch or commit of git to compare with (default: "lint.base", main)')
      .option('--fix', 'write revisions that nobody has applied again, so that they do the same and harm nobody')
      .option('--observe', 'also run the statements on scratch databases, and look what they lock, read and rewrite')
      .option('--no-observe', 'run nothing, also where --stats asks how long statements take')
      .option('--stats <file>', 'sizes of production, from migrate stats: time what blocks (default: "lint.stats")')
      .addOption(
        new Option(
          '--max-block <time>',
          'how long readers may wait for one statement, and writers ten times that (default: "lint.maxBlock", 100ms)',
        ).argParser(milliseconds),
      )
      .option('--staged', 'only what the next commit adds or changes, as it would leave it')
      .addOption(new Option('--format <format>', 'how findings are printed').choices(LINT_FORMATS).default('text'))
      .addOption(yesOption())
      .addHelpText('after', EXAMPLES);
  },
  async run({ bench, options, slice, args: [range] }) {
    refuseTogether(options, range);
    if (options.fix === true) return await fix({ bench, options, slice, range });
    const result = await lint(bench, {
      ...{ range, slice },
      base: textOption(options.base),
      staged: options.staged === true,
      observe: typeof options.observe === 'boolean' ? options.observe : undefined,
      stats: textOption(options.stats),
      maxBlock: typeof options.maxBlock === 'number' ? options.maxBlock : undefined,
    });
    const format = LINT_FORMATS.find((known) => known === options.format) ?? 'text';
    return {
      result,
      text: (style) => (format === 'text' ? lintText(result, style) : printed(format, result, bench)),
      ...(format === 'text' ? {} : { isExact: true }),
      exitCode: result.failed ? EXIT_CODES.found : EXIT_CODES.done,
    };
  },
};

async function fix({
  bench,
  options,
  slice,
  range,
}: Pick<Invocation, 'bench' | 'options' | 'slice'> & { readonly range: string | undefined }): Promise<CliOutput> {
  const result = await fixLint(bench, { range, slice, base: textOption(options.base) });
  return {
    result,
    text: (style) => lintFixText(result, style),
    exitCode: Math.max(hooksExitCode(result.hooks), result.lint.failed ? EXIT_CODES.found : EXIT_CODES.done),
  };
}

function refuseTogether(options: Invocation['options'], range: string | undefined): void {
  const [first, second] = [
    ...(range === undefined ? [] : ['a range']),
    ...(options.affected === true || options.base !== undefined
      ? [options.affected === true ? '--affected' : '--base']
      : []),
    ...(options.staged === true ? ['--staged'] : []),
  ];
  const other = options.fix !== true ? undefined : notWithFix(options);
  if (other !== undefined) throw new UsageError({ problem: 'options-exclude', options: ['--fix', other] });
  if (first !== undefined && second !== undefined) {
    throw new UsageError({ problem: 'options-exclude', options: [first, second] });
  }
}

/** What is staged is in no file that could be written, and what is observed has its own answer. */
function notWithFix({ staged, observe, stats, format }: Invocation['options']): string | undefined {
  if (stats !== undefined) return '--stats';
  if (staged === true) return '--staged';
  if (observe === true) return '--observe';
  return format === 'text' || format === undefined ? undefined : `--format ${String(format)}`;
}

function printed(
  format: Exclude<(typeof LINT_FORMATS)[number], 'text'>,
  result: LintResult,
  { configuration, toolVersion }: Invocation['bench'],
): string {
  const { file } = configuration.loaded;
  const findings = result.findings.map(placed);
  switch (format) {
    case 'json':
      return JSON.stringify(result, null, 2);
    case 'markdown':
      return lintMarkdown(result);
    case 'github':
      return githubFindings(findings);
    case 'gitlab':
      return gitlabFindings(findings, file);
    case 'sarif':
      return sarifFindings(findings, file, toolVersion);
  }
}

/** As programs that show findings take it: the line is at the beginning of the message. */
function placed({ rule, level, slice, file, line, message, instead }: LintFinding): LevelledFinding {
  return { code: rule, level, slice, file, message: `${file}:${line}: ${message}`, repair: instead };
}

const EXAMPLES = `
Tells what the upgrades of revisions would do to a database in use: whom they block and for how long, what they break of the code that is still
running, which rows they can fail on. Knows what the revisions below have made; tables that the same revisions make are not in use. Reads files
only, without --observe and --stats, and never your database. With --stats what blocks production's tables is timed with rows as wide as
production's, and what is short is no error. -- lint:ignore drop-column "unread since v41" before a statement hides a finding. Rules and
levels: docs/lint.md and "lint" in migrate.config.json. Exit code 3 when there is an error.

--fix writes revisions again that nobody has applied: indexes CONCURRENTLY, constraints NOT VALID and then validated, rows in batches. Each becomes
one or several revisions, the last with its id, proven to leave the same catalog and the same rows, up and down. It shows what changes and asks
(--yes); all files are written, or none. Which rules have a fix: docs/lint.md.

Examples:
  migrate lint                                  what is new on this branch
  migrate lint --base origin/main --format github
  migrate lint events@head
  migrate lint --observe                        with what a scratch database does
  migrate lint --stats production-stats.json    how long production would be blocked
  migrate lint --stats production-stats.json --max-block 2s
  migrate lint --fix
  migrate lint --fix events@head --yes
  migrate lint --staged                         in a pre-commit hook
  migrate lint base:heads --json
`;
