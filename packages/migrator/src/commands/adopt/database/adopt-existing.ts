import { NotAdoptedError } from '../../../errors/adopt/adopt-errors.ts';
import { DatabaseDiffersError } from '../../../errors/adopt/database-differs-error.ts';
import { changeState } from '../../../execute/change-state.ts';
import { buildGraph } from '../../../graph/build/build-graph.ts';
import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import { Subject } from '../../../proof/round-trip/subject.ts';
import { describeDifference } from '../../../schema/difference/describe-difference.ts';
import { entityLabel } from '../../../schema/entity/catalog.ts';
import { printSnapshot } from '../../../schema/entity/snapshot.ts';
import { afterWriting } from '../../shared/after-writing.ts';
import { compareLive } from '../../shared/compare-live.ts';
import { recordOf } from '../../shared/record-of.ts';
import { snapshotFile } from '../../shared/schema/slice-state.ts';
import type { AdoptExistingBench, AdoptExistingOptions, AdoptExistingResult } from './adopt-database-options.ts';
import { type Baselines, baselines } from './baselines.ts';

/**
 * Takes over a database that no tool has a history of: first revisions of the slices, with the names that the database
 * has, and the record that they are applied. Recorded is only what was compared: the database must be what all
 * revisions build. Nothing of them runs on it. Throws a `DatabaseDiffersError` (not with `check`), before anything is
 * written.
 */
export async function adoptExisting(
  bench: AdoptExistingBench,
  options: AdoptExistingOptions,
): Promise<AdoptExistingResult> {
  const check = options.check === true;
  const live = await bench.liveCatalog();
  const isNew = bench.graph().revisions.length === 0;
  const [first] = bench.workspace.slices;
  if (isNew && options.databaseOnly === true)
    throw new NotAdoptedError({ tool: 'database', slice: first?.label ?? 'app' });
  const { drafts, pending } = isNew
    ? await baselines(bench, live, options.message ?? 'baseline')
    : { drafts: [], pending: [] };
  const graph = isNew ? buildGraph(drafts.map(({ file }) => file.revision)) : bench.graph();
  const subject = new Subject(
    await bench.proofs(),
    drafts.map(({ file }) => file),
    graph,
  );
  const compared = await compareLive(subject, graph.heads, live, bench.settings.driftIgnore);
  const differences = compared.differences.map(describeDifference);
  const notCompared = compared.incomparable.map(({ entity, reason }) => `${entityLabel(entity)}: ${reason}`);
  const database = await bench.database();
  const isSame = differences.length + notCompared.length === 0;
  if (!isSame && !check) {
    throw new DatabaseDiffersError({ target: database.target.display, differences: [...differences, ...notCompared] });
  }
  if (!check) await write(bench, drafts);
  const stamped = isSame ? await record(bench, graph, check) : [];
  const done = check ? 'would-stamp' : 'stamped';
  return {
    tool: 'database',
    check,
    files: {
      state: isNew ? (check ? 'would-write' : 'written') : 'there',
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

async function write(bench: AdoptExistingBench, drafts: Baselines['drafts']): Promise<void> {
  const snapshots = drafts.flatMap(({ file, slice, entities }) => {
    const { id } = file.revision;
    const text = printSnapshot({ slice: slice.label, revision: id, entities: entities ?? [] });
    return entities === undefined ? [] : [{ file: snapshotFile(slice, id), text }];
  });
  const texts = drafts.map(({ file: { revision, text } }) => ({ file: revision.file, text }));
  (await bench.foreignFiles()).createTogether([...snapshots, ...texts]);
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
  await changeState(request, 'stamp', 'adopted as it was: compared with what the revisions build', (state) => {
    const added = missing(state.applied);
    stamped = added.map(({ id }) => id);
    return added.map((revision) => ({
      kind: 'add',
      record: { ...recordOf(bench.workspace, graph, revision), origin: 'database' },
    }));
  });
  return stamped;
}
