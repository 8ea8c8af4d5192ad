import { randomBytes } from 'node:crypto';
import { openPgDatabase } from '../../../src/adapters/pg/pg-database.ts';
import { workBatches } from '../../../src/execute/background/work-batches.ts';
import { type RunResult, runMigrations } from '../../../src/execute/run-migrations.ts';
import type { CodeTools, DataRevisionRunner } from '../../../src/execute/run-request.ts';
import type { RunnerEvent } from '../../../src/execute/runner-event.ts';
import { defaultRunnerOptions, type RunnerOptions } from '../../../src/execute/runner-options.ts';
import { createStopSignal } from '../../../src/execute/stop-signal.ts';
import { buildGraph } from '../../../src/graph/build/build-graph.ts';
import { compareApplied } from '../../../src/plan/applied-state.ts';
import { planDowngrade } from '../../../src/plan/plan-downgrade.ts';
import { planUpgrade } from '../../../src/plan/plan-upgrade.ts';
import type { BackfillOrder } from '../../../src/ports/database/backfill-store.ts';
import type { MigrationDatabase } from '../../../src/ports/database/migration-database.ts';
import type { DatabaseState } from '../../../src/state/database-state.ts';
import type { LeaseRequest } from '../../../src/state/lease.ts';
import { type RevisionText, workspaceOf } from './revisions.ts';

export interface RunnerSettings {
  readonly url: string;
  readonly options?: Partial<RunnerOptions>;
  readonly stateSchema?: string;
  readonly dataRunner?: DataRevisionRunner;
  readonly code?: CodeTools;
  readonly runs?: string;
  readonly onEvent?: (event: RunnerEvent) => void;
  readonly database?: MigrationDatabase;
  readonly pause?: (milliseconds: number) => Promise<void>;
  readonly now?: () => Date;
  readonly until?: Date;
  readonly detach?: boolean;
  readonly unheard?: boolean;
}

/** Everything that a run needs, on a real database, for one list of revisions. */
export function runner(revisions: readonly RevisionText[], settings: RunnerSettings) {
  const events: RunnerEvent[] = [];
  const stop = createStopSignal();
  const workspace = workspaceOf(revisions);
  const graph = buildGraph(workspace.readHeaders());
  const open = () =>
    settings.database ??
    openPgDatabase({
      url: settings.url,
      source: 'test',
      toolVersion: '0.0.0-test',
      ...(settings.stateSchema === undefined ? {} : { stateSchema: settings.stateSchema }),
    });

  const common = (runs: string) => ({
    workspace,
    revisionOf: (id: string) => graph.get(id),
    dependenciesOf: (id: string) => graph.dependencies(id),
    runs: settings.runs ?? runs,
    identity: { host: 'test-host', pid: process.pid },
    options: { ...defaultRunnerOptions, ...settings.options },
    onEvent: (event: RunnerEvent) => {
      events.push(event);
      settings.onEvent?.(event);
    },
    stop,
    ambient: { now: settings.now ?? (() => new Date()), randomBytes: (length: number) => randomBytes(length) },
    ...(settings.pause === undefined ? {} : { pause: settings.pause }),
    dataRunner: settings.dataRunner ?? (() => Promise.reject(new Error('no data revisions in this test'))),
    ...settings.code,
    until: settings.until,
    unheard: settings.unheard,
  });
  const withDatabase = async <Result>(use: (database: MigrationDatabase) => Promise<Result>): Promise<Result> => {
    const database = open();
    try {
      return await use(database);
    } finally {
      await database.close();
    }
  };

  const run = async (
    runs: string,
    replan: (state: DatabaseState) => ReturnType<typeof planUpgrade>,
  ): Promise<RunResult> => {
    const database = open();
    try {
      return await runMigrations({
        database,
        replan,
        detach: settings.detach,
        ...common(runs),
      });
    } finally {
      await database.close();
    }
  };
  const heads = (state: DatabaseState) => compareApplied(graph, state.applied).heads;

  return {
    events,
    stop,
    graph,
    upgrade: (target = 'heads') => run(`upgrade ${target}`, (state) => planUpgrade(graph, heads(state), [target])),
    downgrade: (target = 'base') => run(`downgrade ${target}`, (state) => planDowngrade(graph, heads(state), target)),
    /** Works on batches in the background. */
    work: () => withDatabase((database) => workBatches({ database, ...common('batches work') })),
    order: (revision: string, order: BackfillOrder, by: LeaseRequest) =>
      withDatabase((database) => database.orderBackfill(revision, order, by)),
    /** With a connection of its own. */
    async state(): Promise<DatabaseState> {
      const database = open();
      try {
        return await database.readState();
      } finally {
        await database.close();
      }
    },
    async log() {
      const database = open();
      try {
        return await database.readLog({ limit: 1_000 });
      } finally {
        await database.close();
      }
    },
  };
}
