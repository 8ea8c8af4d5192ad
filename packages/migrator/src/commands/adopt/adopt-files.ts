import type { ForeignHistory } from '../../adopt/foreign-history.ts';
import { migrationAt, type PastRevision, pastRevisions } from '../../adopt/past/past-revisions.ts';
import { SliceHasRevisionsError } from '../../errors/adopt/adopt-errors.ts';
import { StatementFailedError } from '../../errors/run/statement-errors.ts';
import { buildGraph } from '../../graph/build/build-graph.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import type { NewFile } from '../../ports/workspace/foreign-files.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import type { Slice } from '../../revision/slice.ts';
import type { AdoptBench, AdoptedFiles, AdoptOptions } from './adopt-options.ts';
import { pastDrafts } from './past-drafts.ts';
import { type PastSnapshots, pastSnapshots } from './past-snapshots.ts';
import { proveMerges } from './prove-merges.ts';
import type { ForeignSource } from './sources/foreign-source.ts';

/** The past as files that are not written yet. */
export interface PlannedFiles {
  readonly past: readonly PastRevision[];
  readonly graph: RevisionGraph;
  readonly drafts: readonly RevisionFile[];
  /**
   * Files for `sql/` and snapshots first, since a revision without a snapshot would be generated again; then revisions,
   * parents before children.
   */
  readonly files: readonly NewFile[];
  readonly said: Omit<AdoptedFiles, 'state'>;
}

/**
 * Makes the revisions of a foreign history, runs them on a scratch database and reads what they really build: the
 * snapshot has the names of that catalog. Throws a `SliceHasRevisionsError`, what `snapshot` throws, and what the
 * runner throws when the history does not build a database from nothing.
 */
export async function planFiles(
  bench: AdoptBench,
  options: AdoptOptions,
  slice: Slice,
  { history: read, ledger }: ForeignSource,
): Promise<PlannedFiles> {
  const own = bench.graph().revisions.filter((revision) => revision.slice === slice.label);
  if (own.length > 0) throw new SliceHasRevisionsError({ slice: slice.label, revisions: own.length });
  const commitBefore = new Set<string>();
  const alone = new Set<string>();
  for (;;) {
    const history = withoutTransactions(read, alone);
    const past = pastRevisions(history, {
      keepHistory: options.keepHistory === true,
      message: options.message,
      ledger: ledger.relation,
      commitBefore,
    });
    const { drafts, notes } = await proveMerges(bench, pastDrafts(bench, bench.graph(), slice, past));
    const graph = buildGraph([...bench.graph().revisions, ...drafts.map(({ revision }) => revision)]);
    try {
      const built = await pastSnapshots(bench, slice, graph, drafts);
      return planned(history, past, graph, drafts, built, notes);
    } catch (error) {
      const failed = failedInTransaction(error, past, drafts);
      const repair = failed?.isFirst === true ? alone : commitBefore;
      if (failed === undefined || repair.has(failed.key)) throw error;
      repair.add(failed.key);
    }
  }
}

/**
 * Unsafe use of a new enum value, and pending trigger events: what ran in transactions of their own may fail in one.
 * The migration that failed, and whether it is the first of its transaction: then a commit before it does not help.
 */
function failedInTransaction(
  error: unknown,
  past: readonly PastRevision[],
  drafts: readonly RevisionFile[],
): { readonly key: string; readonly isFirst: boolean } | undefined {
  if (!(error instanceof StatementFailedError)) return undefined;
  const { revision, line, sqlState = '' } = error.facts;
  const { stands = [] } = past.find(({ id }) => id === revision) ?? {};
  const draft = drafts.find((each) => each.revision.id === revision);
  if (draft === undefined || line === undefined || !['55P04', '55006'].includes(sqlState)) return undefined;
  const first = stands[0]?.key;
  const key = stands.length === 1 ? first : migrationAt(draft.text, stands, line);
  return key === undefined ? undefined : { key, isFirst: key === first };
}

/** Where a migration fails in a transaction of its own, its statements were committed one by one. */
function withoutTransactions(history: ForeignHistory, keys: ReadonlySet<string>): ForeignHistory {
  const revisions = history.revisions.map((each) => {
    const isAlone = keys.has(each.key) && each.upgrade.kind === 'sql';
    return isAlone ? { ...each, upgrade: { ...each.upgrade, transaction: false as const } } : each;
  });
  const alone = history.revisions.filter(({ key }) => keys.has(key));
  const notes = alone.map(({ source }) => `${source} cannot run in one transaction: its statements commit one by one`);
  return { ...history, revisions, notes: [...(history.notes ?? []), ...notes] };
}

function planned(
  history: ForeignHistory,
  past: readonly PastRevision[],
  graph: RevisionGraph,
  drafts: readonly RevisionFile[],
  built: PastSnapshots,
  notes: readonly string[],
): PlannedFiles {
  const texts = drafts.map(({ revision: { file }, text }) => ({ file, text }));
  return {
    ...{ past, graph, drafts, files: [...built.files, ...texts] },
    said: {
      revisions: drafts.map(({ revision: { id, file, message } }, at) => ({
        ...{ revision: id, file, message },
        stands: past[at]?.stands.map(({ key }) => key) ?? [],
      })),
      removed: history.revisions.flatMap(({ source, removed }) => removed.map((each) => ({ file: source, ...each }))),
      stubs: history.revisions.flatMap(({ key, upgrade, downgrade }) =>
        [upgrade, downgrade].flatMap((body) => (body?.kind === 'stub' ? [`${key}: ${body.reason}`] : [])),
      ),
      made: built.made,
      pending: built.pending,
      undeclared: built.undeclared,
      notes: [...(history.notes ?? []), ...notes],
    },
  };
}
