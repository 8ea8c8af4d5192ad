import { UsageError } from '../../../errors/usage/usage-error.ts';
import { buildGraph } from '../../../graph/build/build-graph.ts';
import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import { type Change, changeOf } from '../../../schema/change/change.ts';
import type { LargeTable } from '../../../schema/difference/batched-fills.ts';
import { neededSlices } from '../../../schema/difference/needed-slices.ts';
import { entityId, type SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import { printRename } from '../../../schema/rename/rename-flag.ts';
import { replayRenames } from '../../../schema/rename/replay-renames.ts';
import type { PlannedObjects } from '../../shared/generate/plan-objects.ts';
import { brokenByDraft } from '../../shared/ownership/broken-ownership.ts';
import { largeTables } from '../batch/large-tables.ts';
import { newHeader } from '../new-header.ts';
import type { RevisionBench } from '../revision-bench.ts';
import type { Generated } from '../revision-request.ts';
import { sqlTemplate } from '../templates.ts';
import { type GeneratedDraft, generatedDraft } from './generated-draft.ts';
import type { SliceRound } from './plan-changes.ts';
import { racesWithDraft } from './races-with-draft.ts';
import { type GeneratedStep, generateSteps } from './steps/generate-steps.ts';
import { wholeAfter } from './steps/whole-after.ts';
import { withAlters } from './with-alters.ts';
import { withDependencies } from './with-dependencies.ts';

type States = ReadonlyMap<string, readonly SchemaEntity[]>;

/** Where drafting begins. */
export interface DraftingStart {
  readonly graph: RevisionGraph;
  /** By slice label: what its revisions have built. */
  readonly states: States;
  readonly objects: PlannedObjects | undefined;
}

/**
 * Drafts the revisions of rounds, one after the other: each builds on the graph and the states that the earlier ones
 * leave.
 */
export class Drafting {
  readonly #bench: RevisionBench;
  readonly #request: Generated;
  readonly #objects: PlannedObjects | undefined;
  readonly #large: readonly LargeTable[];
  #graph: RevisionGraph;
  #states: States;
  #drafts: readonly GeneratedDraft[] = [];

  constructor(bench: RevisionBench, request: Generated, { graph, states, objects }: DraftingStart) {
    this.#bench = bench;
    this.#request = request;
    this.#graph = graph;
    this.#states = states;
    this.#objects = objects;
    this.#large = largeTables([...request.batches, ...(bench.settings.largeTables ?? [])]);
  }

  /** In the order in which they are applied. */
  get drafts(): readonly GeneratedDraft[] {
    return this.#drafts;
  }

  /**
   * Drafts one round of a slice, in as many revisions as it needs. Throws a `UsageError` when there are several and one
   * id was asked for.
   */
  async add(round: SliceRound): Promise<void> {
    const { slice, after, renames } = round;
    const before = this.#states.get(slice.label) ?? [];
    const others = [...this.#states].flatMap(([label, entities]) => (label === slice.label ? [] : entities));
    const from = [...before, ...others];
    const steps = await generateSteps(
      await this.#bench.differ(),
      from,
      wholeAfter(this.#states, round),
      renames,
      this.#objects?.planner,
      this.#request.casts,
      this.#large,
    );
    if (steps.length > 1 && this.#request.revisionId !== undefined) {
      throw new UsageError({ problem: 'several-revisions-needed' });
    }
    let state: readonly SchemaEntity[] = from;
    for (const step of steps) {
      await this.#addStep(round, step, changeOf(state, step.after, step.renames), others);
      state = step.after;
    }
    this.#states = new Map(
      [...this.#states].map(([label, entities]) => [
        label,
        label === slice.label ? after : replayRenames(entities, renames),
      ]),
    );
  }

  /** @param others what belongs to other slices */
  async #addStep(
    { slice, needs, suffix }: SliceRound,
    step: GeneratedStep,
    change: Change,
    others: readonly SchemaEntity[],
  ): Promise<void> {
    const objects = this.#objects;
    const touched = neededSlices(
      change,
      slice.label,
      this.#states,
      (each) => objects?.planner.displaced(each) ?? new Set(),
    );
    const revision = newHeader(this.#bench, this.#graph, this.#request, {
      ...{ slice, kind: 'sql', suffix: [suffix, step.suffix].filter((each) => each !== '').join('; ') },
      needed: new Set([...touched, ...needs]),
      renames: step.renames.map(printRename),
    });
    const foreign = new Set(replayRenames(others, step.renames).map(entityId));
    const entities = step.after.filter((entity) => !foreign.has(entityId(entity)));
    const template = sqlTemplate(this.#bench, revision);
    const draft = generatedDraft(revision, slice, step, { entities, change, objects, large: this.#large }, template);
    const ordered = await this.#afterItsRivals(draft);
    const said = touched.size > 0 ? await this.#sayingWhatItAlters(ordered) : ordered;
    this.#drafts = [...this.#drafts, said];
    this.#graph = buildGraph([...this.#graph.revisions, said.file.revision]);
  }

  /** Revisions of any slice that touch the same things come first: the change was made for a database that has them. */
  async #afterItsRivals(draft: GeneratedDraft): Promise<GeneratedDraft> {
    const earlier = this.#drafts.map(({ file }) => file);
    const rivals = await racesWithDraft(this.#bench, this.#graph, earlier, draft.file);
    return { ...draft, file: withDependencies(draft.file, rivals) };
  }

  /** A revision that touches something of another slice says so in its header. */
  async #sayingWhatItAlters(draft: GeneratedDraft): Promise<GeneratedDraft> {
    const earlier = this.#drafts.map(({ file }) => file);
    const broken = await brokenByDraft(this.#bench, this.#graph, earlier, draft.file);
    return { ...draft, file: withAlters(draft.file, broken) };
  }
}
