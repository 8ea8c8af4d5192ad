import type { Hidden, Judged, Judgement } from '../../../lint/judge/judged.ts';
import type { ParsedRevision } from '../../../lint/rule/parsed.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import { redactSql } from '../../../sql/redact-sql.ts';
import type { Ran } from './lint-bench.ts';
import type { LintFinding, LintReport, ObservedRun } from './lint-finding.ts';
import type { KnownStats } from './sizes/known-stats.ts';
import { sizesUsed } from './sizes/sizes-used.ts';

interface Parts {
  readonly files: readonly RevisionFile[];
  readonly parsed: readonly ParsedRevision[];
  readonly judgement: Judgement;
  readonly ran: Ran | undefined;
  readonly known: KnownStats | undefined;
  readonly now: Date;
}

/** In characters. */
const SHOWN = 80;

export function reportOf({ files, parsed, judgement, ran, known, now }: Parts): LintReport {
  const { found, hidden, refuted } = judgement;
  const shown = new Map(parsed.map((each) => [each.revision.id, each]));
  return {
    revisions: files.map(({ revision }) => revision.id),
    statements: parsed.reduce((sum, { statements }) => sum + statements.length, 0),
    findings: found.map((each) => findingOf(each, shown)),
    hidden: hidden.map((each: Hidden) => ({ ...findingOf(each, shown), reason: each.reason })),
    refuted: refuted.map((each) => findingOf(each, shown)),
    observed: ran === undefined ? null : observedRun(ran, parsed),
    sizes: known === undefined ? null : sizesUsed(known, found, ran, now),
    unread: files
      .filter(({ revision }) => revision.kind === 'ts')
      .map(({ revision: { id, file } }) => ({ revision: id, file })),
  };
}

function findingOf(judged: Judged, parsed: ReadonlyMap<string, ParsedRevision>): LintFinding {
  const { rule, level, revision, slice, file, line, on, message, instead, basis, statement, block = null } = judged;
  const sql = statement === undefined ? undefined : parsed.get(revision)?.statements[statement]?.statement.sql;
  const shown = sql === undefined ? null : redactSql(sql).replace(/\s+/g, ' ').slice(0, SHOWN);
  return { rule, level, revision, slice, file, line, on, message, instead, basis, block, statement: shown };
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
