import { openSqlParser } from '../../src/adapters/parser/pg-parser.ts';
import { parseSection } from '../../src/commands/shared/lint/parse-section.ts';
import { applyStatement } from '../../src/lint/catalog/apply/apply-statement.ts';
import { LintCatalog } from '../../src/lint/catalog/lint-catalog.ts';
import { judgeRevisions } from '../../src/lint/judge/judge-revisions.ts';
import type { Judgement } from '../../src/lint/judge/judged.ts';
import { DEFAULT_LINT, type LintSettings } from '../../src/lint/lint-settings.ts';
import type { Observation } from '../../src/lint/rule/observation.ts';
import type { ParsedRevision } from '../../src/lint/rule/parsed.ts';
import type { TableSizes } from '../../src/lint/stats/table-sizes.ts';
import { parseRevisionFile } from '../../src/revision/parse-revision-file.ts';
import { splitStatements } from '../../src/sql/script/split-statements.ts';
import { readStatement } from '../../src/sql/statement/read-statement.ts';

const parser = await openSqlParser();
const SOURCE = { slice: 'shop', file: 'r.sql' };

/** What was parsed before: many cases have the same below them. */
const trees = new Map<string, ReturnType<typeof parser.parse>>();

export interface LintedSql {
  /** Statements of the revisions below. */
  readonly given?: string;
  /** Options of the upgrade's marker. */
  readonly options?: string | undefined;
  readonly settings?: Partial<LintSettings>;
  /** Further lines of the header. */
  readonly header?: readonly string[];
  readonly background?: ReadonlyMap<string, string>;
  /** Of the statements of the first revision. */
  readonly observed?: readonly Observation[];
  readonly sizes?: TableSizes;
}

/** What rules find in the upgrade of one revision. */
export function judgeSql(sql: string, linted: LintedSql = {}): Judgement {
  return judgeSeveral([sql], linted);
}

/** The same of revisions of which each is above the one before. */
export function judgeSeveral(upgrades: readonly string[], linted: LintedSql = {}): Judgement {
  const { given = '', settings = {}, background, observed = [], sizes } = linted;
  const catalog = new LintCatalog();
  const below = trees.get(given) ?? parser.parse(given);
  trees.set(given, below);
  if ('problem' in below) throw new Error(`${below.problem}: ${given}`);
  for (const tree of below.statements) applyStatement(catalog, tree);
  const revisions = upgrades.map((sql, at) => parsedUpgrade(sql, at, linted));
  return judgeRevisions(
    catalog,
    revisions,
    { ...DEFAULT_LINT, ...settings },
    { background, observed: new Map([['r0', observed]]), sizes },
  );
}

/** A revision with this upgrade, parsed. */
export function parsedUpgrade(sql: string, at = 0, linted: LintedSql = {}): ParsedRevision {
  const options =
    linted.options ??
    (splitStatements(sql, SOURCE).some(({ sql: each }) => readStatement(each).runsAlone) ? 'transaction=off' : '');
  const lines = [
    `-- revision: r${at}`,
    `-- revises: ${at === 0 ? 'base' : `r${at - 1}`}`,
    '-- message: m',
    ...(linted.header ?? []),
  ];
  const text = [
    ...lines,
    '',
    `-- migrate:upgrade${options === '' ? '' : ` ${options}`}`,
    sql,
    '',
    '-- migrate:downgrade',
    '',
  ].join('\n');
  const file = parseRevisionFile(text, { ...SOURCE, file: `r${at}.sql` });
  const parsed = parseSection(file, 'upgrade', parser);
  if (parsed === undefined) throw new Error('no upgrade');
  return parsed;
}

/** Names of the rules that find something, sorted. */
export function rulesFound(judgement: Judgement): readonly string[] {
  return [...new Set(judgement.found.map(({ rule }) => rule))].sort();
}
