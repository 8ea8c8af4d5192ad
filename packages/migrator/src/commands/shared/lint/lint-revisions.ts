import { MigratorError } from '../../../errors/migrator-error.ts';
import { judgeRevisions } from '../../../lint/judge/judge-revisions.ts';
import type { Hidden, Judged } from '../../../lint/judge/judged.ts';
import { mayMatter } from '../../../lint/read/may-matter.ts';
import type { Observation } from '../../../lint/rule/observation.ts';
import type { ParsedRevision } from '../../../lint/rule/parsed.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import { redactSql } from '../../../sql/redact-sql.ts';
import type { Workbench } from '../workbench.ts';
import { readBelow } from './below.ts';
import type { LintFinding, LintReport, ObservedRun } from './lint-finding.ts';
import { parseUpgrade } from './parse-upgrade.ts';

/** What it takes to lint. */
export type LintBench = Pick<Workbench, 'workspace' | 'graph' | 'parser' | 'settings' | 'files'>;

/** What statements did on scratch databases, by revision. */
export interface Ran {
  readonly serverVersion: string;
  readonly observed: ReadonlyMap<string, readonly Observation[]>;
}

export type Observe = (files: readonly RevisionFile[]) => Promise<Ran>;

const NOTHING: LintReport = {
  ...{ revisions: [], statements: 0, findings: [], hidden: [], refuted: [], observed: null, unread: [] },
};

/** In characters. */
const SHOWN = 80;

/**
 * Lints the upgrades of revisions of the graph.
 *
 * @param chosen ids; all others but those above them are taken for applied
 * @param observe runs their statements on scratch databases
 */
export async function lintRevisions(
  bench: LintBench,
  chosen: ReadonlySet<string>,
  observe?: Observe,
): Promise<LintReport> {
  const graph = bench.graph();
  const above = new Set(graph.descendants(chosen, { dependencies: true }));
  const files = graph.ordered.filter(({ id }) => chosen.has(id)).map((each) => bench.workspace.readRevision(each));
  if (files.length === 0) return NOTHING;
  return await lintFiles(bench, (id) => !above.has(id), files, await observe?.(files));
}

/** The same for revisions that are not written yet, above all that are. */
export async function lintDrafts(bench: LintBench, files: readonly RevisionFile[]): Promise<LintReport> {
  const ids = new Set(files.map(({ revision }) => revision.id));
  return await lintFiles(bench, (id) => !ids.has(id), files);
}

async function lintFiles(
  bench: LintBench,
  isBelow: (id: string) => boolean,
  files: readonly RevisionFile[],
  ran?: Ran,
): Promise<LintReport> {
  const { graph, settings } = bench;
  const parser = await bench.parser();
  const parsed = files.flatMap((file) => parseUpgrade(file, parser) ?? []);
  const below = graph().ordered.filter(({ id, kind }) => kind === 'sql' && isBelow(id));
  const { catalog, background } = readBelow(readEach(bench, below, mayMatter(parsed)), parser);
  const known = { background, observed: ran?.observed };
  const { found, hidden, refuted } = judgeRevisions(catalog, parsed, settings.lint, known);
  const shown = new Map(parsed.map((each) => [each.revision.id, each]));
  return {
    revisions: files.map(({ revision }) => revision.id),
    statements: parsed.reduce((sum, { statements }) => sum + statements.length, 0),
    findings: found.map((each) => findingOf(each, shown)),
    hidden: hidden.map((each: Hidden) => ({ ...findingOf(each, shown), reason: each.reason })),
    refuted: refuted.map((each) => findingOf(each, shown)),
    observed: ran === undefined ? null : observedRun(ran, parsed),
    unread: files
      .filter(({ revision }) => revision.kind === 'ts')
      .map(({ revision: { id, file } }) => ({ revision: id, file })),
  };
}

/**
 * One after the other: of a long history not all are in memory at once. One that cannot be read is for `check` to tell;
 * here it makes nothing known, so that what it made counts as in use.
 */
function* readEach(
  { workspace, files }: LintBench,
  revisions: readonly RevisionFile['revision'][],
  matters: (text: string) => boolean,
): Generator<RevisionFile> {
  for (const revision of revisions) {
    // Batches in the background are said in headers.
    const mayMatter = revision.background === true || revision.requiresFinished !== undefined;
    if (!mayMatter && !matters(files.read(revision.file) ?? '')) continue;
    try {
      yield workspace.readRevision(revision);
    } catch (error) {
      if (!(error instanceof MigratorError)) throw error;
    }
  }
}

function findingOf(judged: Judged, parsed: ReadonlyMap<string, ParsedRevision>): LintFinding {
  const { rule, level, revision, slice, file, line, on, message, instead, basis, statement } = judged;
  const sql = statement === undefined ? undefined : parsed.get(revision)?.statements[statement]?.statement.sql;
  const shown = sql === undefined ? null : redactSql(sql).replace(/\s+/g, ' ').slice(0, SHOWN);
  return { rule, level, revision, slice, file, line, on, message, instead, basis, statement: shown };
}

function observedRun({ serverVersion, observed }: Ran, parsed: readonly ParsedRevision[]): ObservedRun {
  const all = parsed.flatMap(({ revision, statements }) =>
    statements.map(({ statement: { line } }, at) => ({
      ...{ revision: revision.id, line },
      seen: observed.get(revision.id)?.[at] ?? { unseen: 'it did not run' },
    })),
  );
  const unseen = all.flatMap(({ revision, line, seen }) =>
    'unseen' in seen ? [{ revision, line, why: seen.unseen }] : [],
  );
  return { serverVersion, statements: all.length - unseen.length, unseen };
}
