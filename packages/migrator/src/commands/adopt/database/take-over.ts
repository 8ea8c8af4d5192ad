import { DatabaseDiffersError } from '../../../errors/adopt/database-differs-error.ts';
import { changeState } from '../../../execute/change-state.ts';
import { buildGraph } from '../../../graph/build/build-graph.ts';
import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import type { LiveCatalog } from '../../../ports/proof/proof.ts';
import type { NewFile } from '../../../ports/workspace/foreign-files.ts';
import { Subject } from '../../../proof/round-trip/subject.ts';
import { describeDifference } from '../../../schema/difference/describe-difference.ts';
import { entityLabel } from '../../../schema/entity/catalog.ts';
import { printSnapshot } from '../../../schema/entity/snapshot.ts';
import { afterWriting } from '../../shared/after-writing.ts';
import { confirmLoss } from '../../shared/consent/confirm-loss.ts';
import { compareLive } from '../../shared/live/compare-live.ts';
import { recordOf } from '../../shared/record-of.ts';
import { snapshotFile } from '../../shared/schema/slice-state.ts';
import type { AdoptExistingBench, AdoptExistingResult } from './adopt-database-options.ts';
import type { Baselines } from './baselines.ts';

export interface TakeOver {
  /** Where the slices are read. */
  readonly from: AdoptExistingBench;
  /** Where files are written and the database is. */
  readonly to: AdoptExistingBench;
  readonly live: LiveCatalog;
  readonly check: boolean;
  /** The first revisions; none when all are there. */
  readonly drafts: Baselines['drafts'];
  readonly pending: readonly string[];
  /** What is written beside them. */
  readonly files: readonly NewFile[];
}

/**
 * Compares a database with what all revisions build, the new ones among them, writes the new ones, and records that all
 * are applied. Throws a `DatabaseDiffersError` (not with `check`), before anything is written.
 */
export async function takeOver(request: TakeOver): Promise<AdoptExistingResult> {
  const { from, to, live, check, drafts, pending, files } = request;
  const known = from.graph().revisions;
  const graph = drafts.length === 0 ? from.graph() : buildGraph([...known, ...drafts.map(({ file }) => file.revision)]);
  const subject = new Subject(
    await from.proofs(),
    drafts.map(({ file }) => file),
    graph,
  );
  const compared = await compareLive(subject, graph.heads, live, from.settings.driftIgnore);
  const differences = compared.differences.map(describeDifference);
  const notCompared = compared.incomparable.map(({ entity, reason }) => `${entityLabel(entity)}: ${reason}`);
  const database = await to.database();
  const isSame = differences.length + notCompared.length === 0;
  if (!isSame && !check) {
    throw new DatabaseDiffersError({ target: database.target.display, differences: [...differences, ...notCompared] });
  }
  if (!check) {
    await confirmLoss(to, {
      doing: 'Record the revisions that build this database as applied',
      losses: [],
      declined: { asked: 'run', look: '--check' },
    });
    await write(to, drafts, files);
  }
  const stamped = isSame ? await record(to, graph, check) : [];
  const done = check ? 'would-stamp' : 'stamped';
  return {
    tool: 'database',
    check,
    files: {
      state: drafts.length > 0 ? (check ? 'would-write' : 'written') : 'there',
      revisions: drafts.map(({ file: { revision } }) => {
        const { id, slice, file, message } = revision;
        return { revision: id, slice, file, message };
      }),
      pending,
    },
    database: {
      target: database.target,
      state: isSame ? (stamped.length === 0 ? 'nothing-to-stamp' : done) : 'differs',
      ...{ stamped, differences, notCompared },
    },
  };
}

/** Manifests of slices come last: without its manifest a folder is not a slice. */
async function write(bench: AdoptExistingBench, drafts: Baselines['drafts'], files: readonly NewFile[]): Promise<void> {
  const snapshots = drafts.flatMap(({ file, slice, entities }) => {
    const { id } = file.revision;
    const text = printSnapshot({ slice: slice.label, revision: id, entities: entities ?? [] });
    return entities === undefined ? [] : [{ file: snapshotFile(slice, id), text }];
  });
  const texts = drafts.map(({ file: { revision, text } }) => ({ file: revision.file, text }));
  const isManifest = ({ file }: NewFile): boolean => file.endsWith('/slice.json');
  const others = files.filter((each) => !isManifest(each));
  (await bench.foreignFiles()).createTogether([...others, ...snapshots, ...texts, ...files.filter(isManifest)]);
  for (const { file } of drafts) await afterWriting(bench, file);
}

/** @returns the ids that were (or would be) recorded, parents first */
async function record(bench: AdoptExistingBench, graph: RevisionGraph, check: boolean): Promise<readonly string[]> {
  const database = await bench.database();
  const missing = (known: readonly { readonly revision: string }[]) => {
    const applied = new Set(known.map(({ revision }) => revision));
    return graph.ordered.filter(({ id }) => !applied.has(id));
  };
  if (check) return missing((await database.readState()).applied).map(({ id }) => id);
  let stamped: readonly string[] = [];
  const request = { ...bench.runner, ambient: bench.ambient, database };
  await changeState(request, 'stamp', 'adopted: the database matches what the revisions build', (state) => {
    const added = missing(state.applied);
    stamped = added.map(({ id }) => id);
    return added.map((revision) => ({
      kind: 'add',
      record: { ...recordOf(bench.workspace, graph, revision), origin: 'database' },
    }));
  });
  return stamped;
}
