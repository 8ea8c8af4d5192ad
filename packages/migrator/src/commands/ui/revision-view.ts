import { MigratorError } from '../../errors/migrator-error.ts';
import { type LockNote, lockNotes } from '../../execute/statement/lock-notes.ts';
import type { FileOrigin } from '../../ports/workspace/file-history.ts';
import { type ProofLine, parseProofLine } from '../../proof/merge/proof-line/proof-line.ts';
import { staleProof } from '../../proof/merge/proof-line/stale-proof.ts';
import type { Section } from '../../revision/revision-file.ts';
import { blankSpans, secretSpans } from '../../sql/secrets/text-secrets.ts';
import { type Finding, findingOf } from '../shared/finding.ts';
import type { LintBench } from '../shared/lint/lint-bench.ts';
import type { LintReport } from '../shared/lint/lint-finding.ts';
import { lintRevisions } from '../shared/lint/lint-revisions.ts';
import { type RevisionSummary, summarize } from '../shared/revision-summary.ts';
import type { Workbench } from '../shared/workbench.ts';
import { type ShownRevision, show } from '../show/show.ts';
import type { DatabaseLook } from './look-at-database.ts';
import { type DatabaseStanding, standings } from './standings.ts';

/** The state of a revision in one database. */
export interface RevisionInDatabase {
  readonly environment: string;
  readonly standing: DatabaseStanding;
  /** `null` where it is not applied. */
  readonly appliedAt: string | null;
  readonly appliedBy: string | null;
  readonly durationMs: number | null;
  readonly runId: string | null;
}

/** Everything that is known of one revision without running it. */
export interface RevisionView {
  readonly shown: ShownRevision;
  /** The code of a data revision without credentials; `null` for SQL. */
  readonly code: string | null;
  readonly parents: readonly RevisionSummary[];
  readonly children: readonly RevisionSummary[];
  readonly needs: readonly RevisionSummary[];
  /** Free lines of the header. */
  readonly comments: readonly string[];
  readonly alters: { readonly slices: readonly string[]; readonly reason: string } | null;
  readonly origin: FileOrigin | null;
  /** Locks on tables that others may be using, as far as the statements tell. */
  readonly locks: { readonly upgrade: readonly LockNote[]; readonly downgrade: readonly LockNote[] };
  readonly proof: ProofLine | null;
  readonly unproven: string | null;
  /** Why the proof of a merge does not count; `null` when it does, or none is needed. */
  readonly stale: Finding | null;
  /** What the rules for databases in use found; `problem` if they could not be checked. */
  readonly lint: { readonly report: LintReport | null; readonly problem: Finding | null };
  readonly databases: readonly RevisionInDatabase[];
}

export type RevisionViewBench = LintBench & Pick<Workbench, 'history'>;

/** Throws `UnknownRevisionError`, and what is wrong with the file. */
export async function revisionView(
  bench: RevisionViewBench,
  id: string,
  looks: readonly DatabaseLook[],
): Promise<RevisionView> {
  const graph = bench.graph();
  const revision = graph.require(id);
  const [shown] = show(bench, [id]).revisions;
  if (shown === undefined) throw new RangeError(`a symbol that names nothing: ${id}`);
  const file = bench.workspace.readRevision(revision);
  const summaries = (ids: readonly string[]) => ids.map((each) => summarize(graph.require(each)));
  const origins = await (await bench.history()).originsOf([revision.file]);
  const stale = staleProof(graph, revision, bench.workspace);
  return {
    shown,
    code: revision.kind === 'ts' ? blankSpans(file.text, secretSpans(file.text)) : null,
    parents: summaries(graph.parents(id)),
    children: summaries(graph.children(id)),
    needs: summaries(graph.dependencies(id)),
    comments: revision.notes ?? [],
    alters: revision.alters ?? null,
    origin: origins.get(revision.file) ?? null,
    locks: { upgrade: locksOf(file.upgrade), downgrade: locksOf(file.downgrade) },
    proof: (revision.proof === undefined ? undefined : parseProofLine(revision.proof)) ?? null,
    unproven: revision.unproven ?? null,
    stale: stale === undefined ? null : findingOf(stale),
    lint: await linted(bench, id),
    databases: looks.map((look) => inDatabase(look, standings(graph, look)(id), id)),
  };
}

function locksOf(section: Section | undefined): readonly LockNote[] {
  return section === undefined ? [] : lockNotes(section.statements, new Set());
}

/** A failure to lint is reported: it is not the same as having no findings. */
async function linted(bench: LintBench, id: string): Promise<RevisionView['lint']> {
  try {
    return { report: await lintRevisions(bench, new Set([id])), problem: null };
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
    return { report: null, problem: findingOf(error) };
  }
}

function inDatabase(look: DatabaseLook, standing: DatabaseStanding, id: string): RevisionInDatabase {
  const row = look.kind === 'seen' ? look.applied.find(({ revision }) => revision === id) : undefined;
  return {
    environment: look.environment,
    standing,
    appliedAt: row?.appliedAt ?? null,
    appliedBy: row?.appliedBy ?? null,
    durationMs: row?.durationMs ?? null,
    runId: row?.runId ?? null,
  };
}
