import { openSqlParser } from '../../../src/adapters/parser/pg-parser.ts';
import { parseSection } from '../../../src/commands/shared/lint/parse-section.ts';
import { applyStatement } from '../../../src/lint/catalog/apply/apply-statement.ts';
import { LintCatalog } from '../../../src/lint/catalog/lint-catalog.ts';
import { fixRevision } from '../../../src/lint/fix/fix-revision.ts';
import type { FindingByHand, FixedSection } from '../../../src/lint/fix/fixed-revision.ts';
import { judgeRevisions } from '../../../src/lint/judge/judge-revisions.ts';
import { DEFAULT_LINT } from '../../../src/lint/lint-settings.ts';
import { DEFAULT_LINT_LIMITS } from '../../../src/lint/rule/lint-limits.ts';
import { parseRevisionFile } from '../../../src/revision/parse-revision-file.ts';

const parser = await openSqlParser();

type Shown = readonly [runs: string, statements: string];

export interface FixedSql {
  /** Of each revision the upgrade and the downgrade: how it runs, and its statements. */
  readonly sections: readonly (readonly [Shown, Shown])[];
  readonly does: readonly string[];
  /** Of each downgrade, what the fix says is lost. */
  readonly lossy: readonly (string | undefined)[];
  readonly byHand: readonly FindingByHand[];
}

/** What fixes make of a revision above others. */
export function fixSql(given: string, up: string, down: string): FixedSql {
  const text = `-- revision: r1\n-- message: m\n\n-- migrate:upgrade\n${up}\n\n-- migrate:downgrade\n${down}\n`;
  const file = parseRevisionFile(text, { slice: 'shop', file: 'r1.sql' });
  const [upgrade, downgrade] = [parseSection(file, 'upgrade', parser), parseSection(file, 'downgrade', parser)];
  if (upgrade === undefined || downgrade === undefined) throw new Error('no sections');
  const { found } = judgeRevisions(below(given), [upgrade], DEFAULT_LINT);
  const rules = new Map<number, Set<string>>();
  for (const { rule, statement, level } of found) {
    if (statement !== undefined && level !== 'info')
      rules.set(statement, (rules.get(statement) ?? new Set()).add(rule));
  }
  const { pieces, byHand } = fixRevision({
    ...{ upgrade, downgrade, catalog: below(given), limits: DEFAULT_LINT_LIMITS, found: rules },
    parse(sql) {
      const parsed = parser.parse(sql);
      return 'problem' in parsed ? undefined : parsed.statements[0];
    },
  });
  return {
    sections: pieces.map((piece) => [shown(piece.up), shown(piece.down)] as const),
    lossy: pieces.map(({ down }) => down.lossy),
    does: pieces.map(({ does }) => does),
    byHand,
  };
}

function below(given: string): LintCatalog {
  const catalog = new LintCatalog();
  const parsed = parser.parse(given);
  if ('problem' in parsed) throw new Error(parsed.problem);
  for (const tree of parsed.statements) applyStatement(catalog, tree);
  return catalog;
}

function shown({ runs, statements }: FixedSection): Shown {
  const batch = typeof runs === 'string' ? undefined : `batch="${runs.batch.replaceAll('"', '\\"')}"`;
  return [batch ?? (runs === 'alone' ? 'off' : 'on'), statements.map(({ sql }) => sql).join('; ')];
}
