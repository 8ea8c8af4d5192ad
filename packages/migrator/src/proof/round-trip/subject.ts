import { InterruptedError } from '../../errors/run/interrupted-error.ts';
import { DataRevisionFailedError, StatementFailedError } from '../../errors/run/statement-errors.ts';
import { runMigrations } from '../../execute/run-migrations.ts';
import type { CodeTools } from '../../execute/run-request.ts';
import type { RunnerListener } from '../../execute/runner-event.ts';
import { buildGraph } from '../../graph/build/build-graph.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { assertPlannable, compareApplied } from '../../plan/applied-state.ts';
import { makePlan } from '../../plan/make-plan.ts';
import type { Plan } from '../../plan/plan.ts';
import { planUpgrade } from '../../plan/plan-upgrade.ts';
import type { ScratchDatabase } from '../../ports/proof/scratch.ts';
import type { Direction } from '../../revision/revision.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import { ContentKeys } from '../content-keys.ts';
import { importsFiles } from '../imports-files.ts';
import type { ProofTools, ProofWorkspace } from '../proof-tools.ts';
import { AnswerMemory } from '../rows/seeding/answer-memory.ts';
import { onSharedServer } from './on-shared-server.ts';
import { withRoles } from './with-roles.ts';

/** The revisions in question: those of the workspace with drafts among or above them, and the runner for them. */
export class Subject {
  readonly graph: RevisionGraph;
  readonly tools: ProofTools;
  /** What scratch servers answered while rows were made. */
  readonly answers = new AnswerMemory();
  readonly #workspace: ProofWorkspace;
  readonly #checksums = new Map<string, string>();

  constructor(tools: ProofTools, drafts: readonly RevisionFile[] = [], graph?: RevisionGraph) {
    this.tools = tools;
    const byId = new Map(drafts.map((draft) => [draft.revision.id, draft]));
    const { workspace } = tools;
    const readHeaders = () => [
      ...workspace.readHeaders().filter(({ id }) => !byId.has(id)),
      ...drafts.map(({ revision }) => revision),
    ];
    this.#workspace = {
      readHeaders,
      readRevision: (revision) => byId.get(revision.id) ?? workspace.readRevision(revision),
      checksumOf: (revision) => {
        const known =
          this.#checksums.get(revision.id) ?? byId.get(revision.id)?.checksum ?? workspace.checksumOf(revision);
        this.#checksums.set(revision.id, known);
        return known;
      },
    };
    this.graph = drafts.length === 0 && graph !== undefined ? graph : buildGraph(readHeaders());
  }

  file(id: string): RevisionFile {
    return this.#workspace.readRevision(this.graph.require(id));
  }

  /** The same with other files of some revisions, or other tools. */
  with(files: readonly RevisionFile[], tools: Partial<Pick<ProofTools, 'stop' | 'codeLoader'>>): Subject {
    return new Subject({ ...this.tools, workspace: this.#workspace, ...tools }, files);
  }

  checksum(id: string): string {
    return this.#workspace.checksumOf(this.graph.require(id));
  }

  /** The keys of its states and proofs. */
  keys(): ContentKeys {
    const { toolVersion, settings, ambient } = this.tools;
    const contentOf = (id: string): string => {
      // Other files that the code is made of are in no checksum: what was proven with them is never known again.
      const isAlone = this.graph.require(id).kind === 'sql' || !importsFiles(this.file(id).text);
      return isAlone ? this.checksum(id) : Buffer.from(ambient.randomBytes(16)).toString('hex');
    };
    return new ContentKeys(this.graph, contentOf, toolVersion, settings);
  }

  /** All that must be applied before the revision. */
  below(id: string): readonly string[] {
    return this.graph.ancestors([id], { dependencies: true }).filter((other) => other !== id);
  }

  /**
   * The heads of the state in which the revision is applied: its parents and dependencies, without those that others of
   * them need.
   */
  headsBelow(id: string): readonly string[] {
    return this.headsOf(this.graph.normalizedDown(id));
  }

  /** Those of the revisions that none of the others needs, sorted. */
  headsOf(ids: readonly string[]): readonly string[] {
    const given = [...new Set(ids)];
    if (given.length < 2) return given;
    const covered = new Set(
      this.graph.ancestors(
        given.flatMap((id) => this.graph.normalizedDown(id)),
        { dependencies: true },
      ),
    );
    return given.filter((id) => !covered.has(id)).sort();
  }

  /** Brings the database up to these revisions with all that they need. */
  async upgrade(database: ScratchDatabase, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#run(database, (graph, current) => planUpgrade(graph, current, ids));
  }

  /**
   * Runs these revisions and no others: all that they need is applied (or among them), and, for a downgrade, nothing
   * that needs them.
   */
  async step(
    database: Pick<ScratchDatabase, 'migrations'>,
    ids: readonly string[],
    direction: Direction,
    onEvent: RunnerListener = () => undefined,
  ): Promise<void> {
    await this.#run(
      database,
      (graph, current) => {
        const marks = new Uint8Array(graph.size);
        for (const id of ids) marks[graph.node(id)] = 1;
        return makePlan(graph, current, marks, direction);
      },
      onEvent,
    );
  }

  /** Runs everything on an empty database, in an order that the graph allows. */
  async build(database: ScratchDatabase, order: Int32Array): Promise<void> {
    await this.#run(database, (graph, current) =>
      makePlan(graph, current, new Uint8Array(graph.size).fill(1), 'upgrade', order),
    );
  }

  async #run(
    database: Pick<ScratchDatabase, 'migrations'>,
    plan: (graph: RevisionGraph, current: readonly string[]) => Plan,
    onEvent: RunnerListener = () => undefined,
  ): Promise<void> {
    const { graph, tools } = this;
    const workspace: ProofWorkspace = {
      ...this.#workspace,
      readRevision: (revision) => onSharedServer(this.#workspace.readRevision(revision)),
    };
    const run = () =>
      runMigrations({
        database: database.migrations,
        workspace,
        replan: (state) => {
          const applied = compareApplied(graph, state.applied);
          assertPlannable(graph, applied);
          return plan(graph, applied.heads);
        },
        revisionOf: (id) => graph.get(id),
        dependenciesOf: (id) => graph.dependencies(id),
        runs: 'proof',
        skipStubs: true,
        identity: tools.identity,
        options: tools.runnerOptions,
        onEvent,
        stop: tools.stop,
        ambient: tools.ambient,
        ...codeOf(tools),
      });
    await onScratch(withRoles(tools.server, run));
  }
}

function codeOf({ dataRunner, codeLoader, batchedCode }: ProofTools): CodeTools {
  return { dataRunner, codeLoader, batchedCode };
}

/** The runner speaks of a database that stays; of a scratch database nothing does. */
async function onScratch(running: Promise<unknown>): Promise<void> {
  try {
    await running;
  } catch (error) {
    if (error instanceof InterruptedError) throw new InterruptedError({ during: 'scratch-run' }, { cause: error });
    if (error instanceof StatementFailedError) throw new StatementFailedError({ ...error.facts, onScratch: true });
    if (error instanceof DataRevisionFailedError) {
      throw new DataRevisionFailedError({ ...error.facts, onScratch: true }, { cause: error.cause });
    }
    throw error;
  }
}
