import type { SchemaEntity } from '../entity/schema-entity.ts';
import { keepNames, shape } from '../names/keep-names.ts';
import { flaggedPairs, matches } from './flagged-pairs.ts';
import { holdersIn, leaving } from './held-names.ts';
import { orderRenames } from './order-renames.ts';
import { fits, goneAndCreated, idOf, renamable } from './renamable.ts';
import { RENAME_KINDS, type Rename, type RenameKind, same } from './rename.ts';
import type { RenameFlag } from './rename-flag.ts';
import { replayRenames } from './replay-renames.ts';
import { similarity } from './similarity.ts';

/** A question: something is new, and others of its kind are gone. Is it one of them, renamed? */
export interface RenameQuestion {
  readonly kind: RenameKind;
  readonly created: readonly string[];
  /** The things that are gone, the likeliest first. */
  readonly candidates: readonly RenameCandidate[];
}

export interface RenameCandidate {
  readonly id: readonly string[];
  /** How likely it is, from 0 to 1. */
  readonly similarity: number;
}

/**
 * What is known about renames: flags, and answers to earlier questions (`to` is the created id; without `from` it is
 * new).
 */
export interface RenameChoices {
  readonly renames: readonly RenameFlag[];
  readonly created: readonly RenameFlag[];
  readonly answers: readonly {
    readonly kind: RenameKind;
    readonly from?: readonly string[];
    readonly to: readonly string[];
  }[];
  /** Declared entities must have their final names in the database, including default names. */
  readonly areNamed?: boolean | undefined;
}

export interface ResolvedRenames {
  /** In the order in which they are applied. */
  readonly renames: readonly Rename[];
  /** Questions about one kind at a time: answers about tables settle most questions about their columns. */
  readonly questions: readonly RenameQuestion[];
  /** Flags that matched nothing; only final if there are no questions. */
  readonly unused: readonly RenameFlag[];
}

/**
 * Kinds with data or rights, for which a person decides; everything else counts as renamed if only its name differs.
 */
const ASKED: ReadonlySet<RenameKind> = new Set(['schema', 'enum', 'enum-value', 'sequence', 'role', 'table', 'column']);

/** Finds the renames between two states of one slice, kind by kind, from flags and answers. */
export function resolveRenames(
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
  choices: RenameChoices,
): ResolvedRenames {
  const renames: Rename[] = [];
  const used = new Set<RenameFlag>();
  let current = before;
  let target = after;
  for (const kind of RENAME_KINDS) {
    // Default names follow their columns without being renames.
    if (kind === 'unique' && choices.areNamed !== true) target = keepNames(current, after);
    const step = renamesOf(current, target, { kind, choices, earlier: renames, used });
    for (const flag of step.used) used.add(flag);
    if (step.questions.length > 0) return { renames, questions: step.questions, unused: [] };
    if (step.renames.length === 0) continue;
    const ordered = orderRenames(step.renames, holdersIn(current), leaving(target));
    renames.push(...ordered);
    current = replayRenames(current, ordered);
  }
  const unused = [...choices.renames, ...choices.created].filter((flag) => !used.has(flag));
  return { renames, questions: [], unused };
}

interface Step {
  readonly renames: readonly Rename[];
  readonly questions: readonly RenameQuestion[];
  readonly used: readonly RenameFlag[];
}

/** What is known before a kind is resolved. */
interface Known {
  readonly kind: RenameKind;
  readonly choices: RenameChoices;
  /** Renames of the kinds before it. */
  readonly earlier: readonly Rename[];
  /** The flags that those used. */
  readonly used: ReadonlySet<RenameFlag>;
}

function renamesOf(before: readonly SchemaEntity[], after: readonly SchemaEntity[], known: Known): Step {
  const { kind, choices, earlier } = known;
  const { old, now } = renamable(kind, before, after);
  const flagged = flaggedPairs({ old, now }, { ...known, flags: choices.renames, before, after });
  const sources = new Map(flagged.map(({ from, to }) => [to, from]));
  const { gone, created } = goneAndCreated({ old, now }, sources);
  const questions: RenameQuestion[] = [];
  const used: RenameFlag[] = flagged.map(({ flag }) => flag);
  const taken = new Set<SchemaEntity>();
  const pair = (from: SchemaEntity, to: SchemaEntity): void => {
    taken.add(from);
    sources.set(to, from);
  };
  const undecided: SchemaEntity[] = [];
  for (const entity of created) {
    const to = idOf(entity);
    const isNew = choices.created.find((flag) => matches(kind, flag, flag.from, to, earlier));
    const answer = choices.answers.find((it) => it.kind === kind && same(it.to, to));
    const source = gone.find(
      (it) => !taken.has(it) && fits(it, entity) && answer?.from !== undefined && same(answer.from, idOf(it)),
    );
    if (isNew !== undefined) used.push(isNew);
    if (source !== undefined) pair(source, entity);
    else if (isNew === undefined && answer === undefined) undecided.push(entity);
  }
  for (const entity of undecided) {
    const free = gone.filter((it) => !taken.has(it) && fits(it, entity));
    if (free.length === 0) continue;
    if (ASKED.has(kind))
      questions.push({ kind, created: idOf(entity), candidates: ranked(entity, free, before, after) });
    else {
      const twin = free.find((it) => shape({ ...it, schema: entity.schema }) === shape(entity));
      if (twin !== undefined) pair(twin, entity);
    }
  }
  const renames = now.flatMap((entity): readonly Rename[] => {
    const source = sources.get(entity);
    return source === undefined ? [] : [{ kind, from: idOf(source), to: idOf(entity) }];
  });
  return { renames, questions, used };
}

function ranked(
  entity: SchemaEntity,
  gone: readonly SchemaEntity[],
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
): readonly RenameCandidate[] {
  const columns = (table: SchemaEntity) =>
    (gone.includes(table) ? before : after)
      .filter((it) => it.type === 'column' && it.table === table.name && it.schema === table.schema)
      .map(({ name }) => name);
  return gone
    .map((it) => ({ id: idOf(it), similarity: similarity(it, entity, columns) }))
    .sort((a, b) => b.similarity - a.similarity || (a.id.join('\0') < b.id.join('\0') ? -1 : 1));
}
