import { NotAdoptedError } from '../../errors/adopt/adopt-errors.ts';
import { SliceRequiredError } from '../../errors/graph/placement-errors.ts';
import { UsageError } from '../../errors/usage/usage-error.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import type { Slice } from '../../revision/slice.ts';
import { afterWriting } from '../shared/after-writing.ts';
import { confirmLoss } from '../shared/consent/confirm-loss.ts';
import { knownSlice } from '../shared/known-slice.ts';
import { type DatabasePlan, planDatabase, stampDatabase, wouldStamp } from './adopt-database.ts';
import { planFiles } from './adopt-files.ts';
import type { AdoptBench, AdoptedDatabase, AdoptedFiles, AdoptOptions, AdoptResult } from './adopt-options.ts';
import { adoptedBefore } from './adopted-before.ts';
import { alembicSource } from './sources/alembic-source.ts';
import { drizzleSource } from './sources/drizzle-source.ts';
import { flywaySource } from './sources/flyway-source.ts';
import type { ForeignSource } from './sources/foreign-source.ts';
import { prismaSource } from './sources/prisma-source.ts';

const SOURCES = {
  drizzle: drizzleSource,
  alembic: alembicSource,
  prisma: prismaSource,
  flyway: flywaySource,
} as const;

/**
 * Takes over the history of another tool: turns it into revisions and, in a database that has it, records them as
 * applied. It runs nothing on that database. When run again, it compares the files with the existing revisions, and
 * does the rest. It writes all files or none, and only after it has read the database.
 */
export async function adopt(bench: AdoptBench, options: AdoptOptions): Promise<AdoptResult> {
  if (options.filesOnly === true && options.databaseOnly === true)
    throw new UsageError({ problem: 'files-and-database-only' });
  const slice = sliceOf(bench, options);
  const source = await SOURCES[options.tool](bench, options, slice);
  const planned = await filesOf(bench, options, slice, source);
  const plan =
    options.filesOnly === true ? undefined : await planDatabase(bench, options, source, planned.said.revisions);
  if (plan !== undefined && options.check !== true)
    await confirmLoss(bench, {
      doing: `Record what ${plan.ledger} says is applied`,
      losses: [],
      declined: { asked: 'run', look: '--check' },
    });
  const state = await planned.write();
  return {
    tool: options.tool,
    slice: slice.label,
    folder: source.folder,
    migrations: source.history.revisions.length,
    check: options.check === true,
    files: { state, ...planned.said },
    database: plan === undefined ? null : await databaseOf(bench, options, source, planned.graph, plan),
  };
}

function sliceOf({ workspace }: Pick<AdoptBench, 'workspace'>, { slice }: AdoptOptions): Slice {
  const label = knownSlice(workspace, slice);
  const [only, another] = workspace.slices.filter((each) => label === undefined || each.label === label);
  if (only !== undefined && another === undefined) return only;
  throw new SliceRequiredError({ slices: workspace.slices.map((each) => each.label) });
}

interface Files {
  readonly graph: RevisionGraph;
  readonly said: Omit<AdoptedFiles, 'state'>;
  /** Writes what is missing. */
  write(): Promise<AdoptedFiles['state']>;
}

async function filesOf(bench: AdoptBench, options: AdoptOptions, slice: Slice, source: ForeignSource): Promise<Files> {
  const graph = bench.graph();
  const revisions = adoptedBefore(graph, slice, source.history);
  if (revisions.length > 0) {
    const nothing = { removed: [], stubs: [], made: [], pending: [], undeclared: [] };
    const said = { revisions, ...nothing, notes: source.history.notes ?? [] };
    return { graph, said, write: async () => 'there' };
  }
  if (options.databaseOnly === true) throw new NotAdoptedError({ tool: options.tool, slice: slice.label });
  const planned = await planFiles(bench, options, slice, source);
  return {
    ...planned,
    async write() {
      if (options.check === true) return 'would-write';
      (await bench.foreignFiles()).createTogether(planned.files);
      for (const draft of planned.drafts) await afterWriting(bench, draft);
      return 'written';
    },
  };
}

async function databaseOf(
  bench: AdoptBench,
  options: AdoptOptions,
  { history }: ForeignSource,
  graph: RevisionGraph,
  plan: DatabasePlan,
): Promise<AdoptedDatabase> {
  return options.check === true ? await wouldStamp(bench, plan) : await stampDatabase(bench, graph, history, plan);
}
