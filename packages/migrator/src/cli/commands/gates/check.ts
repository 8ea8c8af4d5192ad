import { Option } from 'commander';
import { type CheckResult, check } from '../../../commands/check/check.ts';
import { UsageError } from '../../../errors/usage/usage-error.ts';
import { checkMetrics } from '../../../metrics/check-metrics.ts';
import { prometheusText } from '../../../metrics/prometheus-text.ts';
import type { CliCommand, Invocation } from '../../cli-command.ts';
import { EXIT_CODES } from '../../exit-code.ts';
import { labelOption, labelsOf } from '../../options/label-option.ts';
import { textOption } from '../../options/option-values.ts';
import { affectedText, approvalLines, fixedLines } from '../../text/compared/affected-text.ts';
import { databaseCompared } from '../../text/compared/database-compared.ts';
import { schemasCompared } from '../../text/compared/schemas-compared.ts';
import { notSeen } from '../../text/compared/unread-code.ts';
import { findingList } from '../../text/finding-list.ts';
import {
  CHECK_FORMATS,
  type CheckFormat,
  githubFindings,
  gitlabFindings,
  sarifFindings,
} from '../../text/findings/finding-formats.ts';
import type { Style } from '../../text/style.ts';
import { count } from '../../text/table.ts';

export const checkCommand: CliCommand = {
  define(command) {
    command
      .option('--no-schema', 'do not compare the Drizzle schemas with the revisions')
      .option('--db', 'also compare the database with what its applied revisions build')
      .option('--affected', 'only the slices that changed since --base, and those that depend on them')
      .option('--base <ref>', 'with --affected: the branch or commit of git to compare with (default: main)')
      .option('--staged', 'only the slices in the next commit, in their staged version')
      .option('--fix', 'add missing dependencies to package.json files')
      .option('--metrics-file <file>', 'write the findings to this file, as figures for Prometheus')
      .addOption(labelOption())
      .addOption(new Option('--format <format>', 'format of the findings').choices(CHECK_FORMATS).default('text'))
      .addHelpText('after', EXAMPLES);
  },
  async run({ bench, options, slice }) {
    refuseTogether(options, slice);
    const result = await check(bench, {
      slice,
      schema: options.schema !== false,
      database: options.db === true,
      affectedSince: options.affected === true ? (textOption(options.base) ?? 'main') : undefined,
      staged: options.staged === true,
      fix: options.fix === true,
    });
    await writeMetrics(bench, result, options);
    const format = CHECK_FORMATS.find((known) => known === options.format) ?? 'text';
    return {
      result,
      text: (style) => (format === 'text' ? render(result, style) : printed(format, result, bench)),
      ...(format === 'text' ? {} : { isExact: true }),
      exitCode: result.findings.length > 0 ? EXIT_CODES.found : EXIT_CODES.done,
    };
  },
};

function printed(
  format: Exclude<CheckFormat, 'text'>,
  result: CheckResult,
  { configuration, toolVersion }: Invocation['bench'],
): string {
  const { file } = configuration.loaded;
  switch (format) {
    case 'json':
      return JSON.stringify(result, null, 2);
    case 'github':
      return githubFindings(result.findings);
    case 'gitlab':
      return gitlabFindings(result.findings, file);
    case 'sarif':
      return sarifFindings(result.findings, file, toolVersion);
  }
}

/** For the textfile collector. A check that did not end writes nothing: the time in the file shows how old it is. */
async function writeMetrics(
  bench: Invocation['bench'],
  { findings, database }: CheckResult,
  options: Invocation['options'],
): Promise<void> {
  const file = textOption(options.metricsFile);
  if (file === undefined) return;
  const figures = {
    findings: findings.map(({ code }) => code),
    isDatabaseCompared: database !== null,
    endedAt: bench.ambient.now(),
  };
  const name = database === null ? {} : { database: (await (await bench.database()).readIdentity()).name };
  bench.documents.write(file, prometheusText(checkMetrics(figures), { ...name, ...labelsOf(options.label) }));
}

function refuseTogether(options: Invocation['options'], slice: string | undefined): void {
  const given = [
    ...(slice === undefined ? [] : ['--slice']),
    ...(options.affected === true ? ['--affected'] : []),
    ...(options.staged === true ? ['--staged'] : []),
  ];
  const [first, second] = given;
  if (second !== undefined) {
    throw new UsageError({ problem: 'slices-chosen-twice', options: [first ?? '', second] });
  }
  if (options.base !== undefined && options.affected !== true) {
    throw new UsageError({ problem: 'base-alone', command: 'check', needs: '--affected', base: String(options.base) });
  }
  if (options.staged === true && options.fix === true) {
    throw new UsageError({ problem: 'fix-staged' });
  }
}

function render(result: CheckResult, style: Style): string {
  const { affected, approvals, fixed, findings } = result;
  const before = [
    ...(affected === null ? [] : [affectedText(affected, style)]),
    ...fixedLines(fixed, style),
    ...approvalLines(approvals, style),
  ];
  const untouched = affected !== null && affected.slices.length === 0 && findings.length === 0;
  return [...before, ...(untouched ? [] : [verdict(result, style)])].join('\n');
}

function verdict(
  { findings, revisions, slices, affected, schemas, unread, unknownExtensions, wholeProven, database }: CheckResult,
  style: Style,
): string {
  const looked = [
    schemasCompared(schemas),
    ...databaseCompared(database),
    ...notSeen({ unread, unknownExtensions }),
    ...unprovenWhole(wholeProven, style),
  ].join('\n');
  if (findings.length > 0) return `${findingList(findings, style)}\n${looked}`;
  const what =
    affected === null
      ? `${count(revisions, 'revision')} in ${count(slices.length, 'slice')}`
      : `the graph of ${count(revisions, 'revision')}, ${count(affected.slices.length, 'slice')} checked`;
  return `${style.green('ok')} ${what}, nothing wrong. ${looked}`;
}

function unprovenWhole(wholeProven: boolean | null, style: Style): readonly string[] {
  return wholeProven === false ? [style.typed('Not proven as a whole since it changed: migrate validate')] : [];
}

const EXAMPLES = `
Reads every revision file and checks headers, statements and the graph; that no slice changes what another one owns; that the graph orders all
revisions whose order matters; that package.json files list the slices that revisions depend on. Compares the Drizzle schemas and sql/
files with the snapshots at the heads. Uses no database without --db. With --db it runs the applied revisions on a scratch database and
compares the two catalogs; yours is only read.
Exit code 3 when something is wrong.

Examples:
  migrate check
  migrate check --slice events --json
  migrate check --affected --base origin/main   on a pull request
  migrate check --staged                        in a pre-commit hook
  migrate check --db --env staging
  migrate check --format gitlab                 a code quality report; also github, sarif
  migrate check --db --metrics-file /var/lib/prometheus/node-exporter/braid-check.prom
`;
