import { MigratorError } from '../../../errors/migrator-error.ts';
import { UnusedRenameError } from '../../../errors/schema/rename-errors.ts';
import { SchemaEmptyError } from '../../../errors/schema/schema-file-errors.ts';
import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import type { Slice } from '../../../revision/slice.ts';
import { entityChanges, hasChanges } from '../../../schema/change/entity-changes.ts';
import { sharing } from '../../../schema/change/sharing.ts';
import { keepDefaults } from '../../../schema/defaults/keep-defaults.ts';
import { movedFault, ownershipFault } from '../../../schema/entity/ownership.ts';
import { entityLabel, type SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import { keepNames } from '../../../schema/names/keep-names.ts';
import type { Rename } from '../../../schema/rename/rename.ts';
import type { RenameFlag } from '../../../schema/rename/rename-flag.ts';
import { replayRenames } from '../../../schema/rename/replay-renames.ts';
import type { RenameChoices } from '../../../schema/rename/resolve-renames.ts';
import { declaredEntities, declaringFile } from './declared-entities.ts';
import type { SchemaBench } from './schema-bench.ts';
import { type SettledRenames, settleRenames } from './settle-renames.ts';
import { sliceState } from './slice-state.ts';
import { declarable, tolerantState } from './tolerant-state.ts';

/** One slice whose schema is not what its revisions have built. */
export interface SliceChange {
  readonly slice: Slice;
  readonly before: readonly SchemaEntity[];
  /** As declared, with the names that the database keeps. */
  readonly after: readonly SchemaEntity[];
  readonly renames: readonly Rename[];
  /** Slices whose renames `before` already speaks: their revisions come first. */
  readonly follows: readonly string[];
}

export interface Comparison {
  readonly changes: readonly SliceChange[];
  /** What the revisions have built, by slice label. */
  readonly states: ReadonlyMap<string, readonly SchemaEntity[]>;
  /** What the schema files declare, by slice label. */
  readonly declared: ReadonlyMap<string, readonly SchemaEntity[]>;
}

export interface CompareOptions {
  readonly renames?: readonly RenameFlag[] | undefined;
  /** What is not a rename although something of its kind is gone. */
  readonly created?: readonly RenameFlag[] | undefined;
  /** Answers to questions about renames from an earlier draft of the same change. */
  readonly answers?: RenameChoices['answers'] | undefined;
  readonly allowEmpty?: boolean | undefined;
  /**
   * The slices whose schema files are loaded, the compared ones among them; the others declare what their revisions
   * have built. Default: all.
   */
  readonly load?: readonly Slice[] | undefined;
  /**
   * What is declared has the names that it is to have in the database: what nobody named keeps none that it has.
   * Default: no.
   */
  readonly areNamed?: boolean | undefined;
  /**
   * Whether a person may be asked about renames; default: yes. `check` never asks, so its result is the same
   * everywhere.
   */
  readonly asks?: boolean | undefined;
  /** Called when the schemas have begun to load, in a thread of their own. */
  readonly whileLoaded?: (() => void) | undefined;
}

/**
 * Compares the schema files of some slices with what their revisions have built; `ends` are the newest revisions of a
 * slice.
 */
export async function compareSlices(
  bench: SchemaBench,
  graph: RevisionGraph,
  slices: readonly Slice[],
  ends: (slice: Slice) => readonly string[],
  options: CompareOptions = {},
): Promise<Comparison> {
  const { renames = [], created = [], areNamed = false } = options;
  const states = new Map<string, readonly SchemaEntity[]>();
  const stateOf = (slice: Slice): readonly SchemaEntity[] => {
    const state = states.get(slice.label) ?? declarable(slice, sliceState(graph, slice, ends(slice), bench.files));
    states.set(slice.label, state);
    return state;
  };
  const owned = await declaredEntities(bench, options.load, stateOf, () => {
    readAhead(() => slices.map((slice) => sliceState(graph, slice, ends(slice), bench.files)));
    options.whileLoaded?.();
  });
  const declared = new Map(owned.map(({ slice, entities }) => [slice, entities]));
  const fault = ownershipFault(owned);
  if (fault !== undefined) throw fault;
  for (const slice of bench.workspace.slices) {
    if (slices.includes(slice)) stateOf(slice);
    else if (!states.has(slice.label)) {
      const now = declared.get(slice.label) ?? [];
      states.set(slice.label, tolerantState(bench, graph, slice, ends(slice), now));
    }
  }
  const before = owned.map((it) => ({ ...it, entities: states.get(it.slice) ?? [] }));
  const moved = movedFault(before, owned, (slice) => graph.headsOfSlice(slice).length === 0);
  if (moved !== undefined) throw moved;
  return {
    changes: await sliceChanges(bench, slices, { states, declared }, { renames, created, areNamed }, options),
    states,
    declared,
  };
}

/** Snapshots are parsed once. What is wrong with one is said after what is wrong with the schemas. */
function readAhead(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
  }
}

async function sliceChanges(
  bench: SchemaBench,
  slices: readonly Slice[],
  { states, declared }: Pick<Comparison, 'states' | 'declared'>,
  flags: Pick<RenameChoices, 'renames' | 'created' | 'areNamed'>,
  options: CompareOptions,
): Promise<readonly SliceChange[]> {
  const questioner = options.asks === false ? undefined : bench.questioner;
  const first = new Map<string, SettledRenames>();
  for (const slice of slices) {
    const before = states.get(slice.label) ?? [];
    const now = declared.get(slice.label) ?? [];
    if (before.length > 0 && now.length === 0 && options.allowEmpty !== true) {
      throw new SchemaEmptyError({ slice: slice.label, file: declaringFile(slice), count: before.length });
    }
    first.set(slice.label, await settleRenames(before, now, flags, questioner, options.answers));
  }
  const changes: SliceChange[] = [];
  let unused: readonly RenameFlag[] = [...flags.renames, ...flags.created];
  const gone: string[] = [];
  const added: string[] = [];
  for (const slice of slices) {
    const now = declared.get(slice.label) ?? [];
    const own = first.get(slice.label);
    const { before, follows } = afterOthers(slice.label, states.get(slice.label) ?? [], first);
    const isSettled = own !== undefined && follows.length === 0;
    const settled = isSettled ? own : await settleRenames(before, now, flags, questioner, own?.answers);
    unused = unused.filter((flag) => settled.unused.includes(flag));
    const renamed = replayRenames(before, settled.renames);
    const kept = keepDefaults(renamed, flags.areNamed === true ? now : keepNames(renamed, now));
    const after = sharing(renamed, kept);
    const difference = entityChanges(renamed, after);
    gone.push(...difference.removed.map(entityLabel));
    added.push(...difference.added.map(entityLabel));
    if (hasChanges(difference) || settled.renames.length > 0) {
      changes.push({ slice, before, after, renames: settled.renames, follows });
    }
  }
  const [flag] = unused;
  if (flag !== undefined) throw new UnusedRenameError({ flag: flag.text, gone, added });
  return changes;
}

/** A slice's state after the renames of the slices that change with it, and which of those it has to follow. */
function afterOthers(
  slice: string,
  state: readonly SchemaEntity[],
  settled: ReadonlyMap<string, SettledRenames>,
): { readonly before: readonly SchemaEntity[]; readonly follows: readonly string[] } {
  let before = state;
  const follows: string[] = [];
  for (const [other, { renames }] of settled) {
    if (other === slice || renames.length === 0) continue;
    const replayed = replayRenames(before, renames);
    if (replayed.every((entity, index) => entity === before[index])) continue;
    before = replayed;
    follows.push(other);
  }
  return { before, follows };
}
