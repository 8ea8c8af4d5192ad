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
      .argument('[range]', 'a revision, or base:head with both ends (default: new since --base)')
      .option('--affected', 'revisions that are new or changed since --base; the default')
      .option('--base <ref>', 'the branch or commit of git to compare with (default: "lint.base", main)')
      .option('--fix', 'rewrite unapplied revisions so that they do the same and block nobody')
      .option('--observe', 'also run the statements on scratch databases, and see what they lock, read and rewrite')
      .option('--no-observe', 'run nothing, even if --stats needs to time statements')
      .option('--stats <file>', 'sizes of production, from migrate stats: time what blocks (default: "lint.stats")')
      .addOption(
        new Option(
          '--max-block <time>',
          'how long readers may wait for one statement, and writers ten times that (default: "lint.maxBlock", 100ms)',
        ).argParser(milliseconds),
      )
      .option('--staged', 'only revisions in the next commit, in their staged version')
      .addOption(new Option('--format <format>', 'format of the findings').choices(LINT_FORMATS).default('text'))
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

/** In the form of other findings: the message begins with the line. */
function placed({ rule, level, slice, file, line, message, instead }: LintFinding): LevelledFinding {
  return { code: rule, level, slice, file, message: `${file}:${line}: ${message}`, repair: instead };
}

const EXAMPLES = `
Shows what the upgrades of revisions would do to a database in use: what they block and for how long, what they break in code that is still
running, which rows they can fail on. It knows the tables of earlier revisions; tables that the linted revisions create are not in use.
Without --observe and --stats it only reads files; it never reads your database. With --stats it times statements that block production's
tables, with rows as wide as production's; short ones are no error. To hide a finding, write before the statement:
-- lint:ignore drop-column "unread since v41". Rules and levels: docs/lint.md and "lint" in migrate.config.json.
Exit code 3 when there is an error.

--fix rewrites revisions that no database has applied: indexes CONCURRENTLY, constraints NOT VALID and then validated, rows in batches. Each
becomes one or several revisions, the last with its id, proven to leave the same catalog and the same rows, up and down. It shows the changes and
asks (--yes); it writes all files, or none. docs/lint.md lists the rules with a fix.

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
