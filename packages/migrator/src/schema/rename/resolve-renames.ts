import { enumValues } from '../entity/enum-values.ts';
import { entityId, ofType, type SchemaEntity, tableOf } from '../entity/schema-entity.ts';
import { TableKey } from '../entity/table-key.ts';
import { keepNames, shape } from '../names/keep-names.ts';
import { originalId, RENAME_KINDS, type Rename, type RenameKind, same } from './rename.ts';
import type { RenameFlag } from './rename-flag.ts';
import { replayRenames } from './replay-renames.ts';
import { similarity } from './similarity.ts';

/** Something is new and others of its kind are gone: is it one of them? */
export interface RenameQuestion {
  readonly kind: RenameKind;
  readonly created: readonly string[];
  /** What is gone, the likeliest first. */
  readonly candidates: readonly RenameCandidate[];
}

export interface RenameCandidate {
  readonly id: readonly string[];
  /** From 0 to 1. */
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
}

export interface ResolvedRenames {
  /** In the order in which they are applied. */
  readonly renames: readonly Rename[];
  /** Of one kind at a time: answering about tables settles most about their columns. */
  readonly questions: readonly RenameQuestion[];
  /** Flags that matched nothing; final only when there are no questions. */
  readonly unused: readonly RenameFlag[];
}

/** These hold data or rights, so a person decides; everything else is renamed when it is the same but for its name. */
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
    // Names that were made by default follow their columns without being renames.
    if (kind === 'unique') target = keepNames(current, after);
    const step = renamesOf(kind, current, target, choices, renames);
    for (const flag of step.used) used.add(flag);
    if (step.questions.length > 0) return { renames, questions: step.questions, unused: [] };
    renames.push(...step.renames);
    current = replayRenames(current, step.renames);
  }
  const unused = [...choices.renames, ...choices.created].filter((flag) => !used.has(flag));
  return { renames, questions: [], unused };
}

interface Step {
  readonly renames: readonly Rename[];
  readonly questions: readonly RenameQuestion[];
  readonly used: readonly RenameFlag[];
}

function renamesOf(
  kind: RenameKind,
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
  choices: RenameChoices,
  earlier: readonly Rename[],
): Step {
  const { gone, created } =
    kind === 'enum-value' ? goneAndCreatedValues(before, after) : goneAndCreated(kind, before, after);
  const renames: Rename[] = [];
  const questions: RenameQuestion[] = [];
  const used: RenameFlag[] = [];
  const taken = new Set<SchemaEntity>();
  const undecided: SchemaEntity[] = [];
  for (const entity of created) {
    const to = idOf(entity);
    const free = gone.filter((it) => !taken.has(it) && fits(it, entity));
    const isNew = choices.created.find((flag) => matches(kind, flag, flag.from, to, earlier));
    const answer = choices.answers.find((it) => it.kind === kind && same(it.to, to));
    const flag = choices.renames.find(
      (it) => targetMatches(kind, it, to) && free.some((old) => matches(kind, it, it.from, idOf(old), earlier)),
    );
    const source = free.find((old) =>
      flag !== undefined
        ? matches(kind, flag, flag.from, idOf(old), earlier)
        : answer?.from !== undefined && same(answer.from, idOf(old)),
    );
    if (flag !== undefined) used.push(flag);
    if (isNew !== undefined) used.push(isNew);
    if (source !== undefined) {
      taken.add(source);
      renames.push({ kind, from: idOf(source), to });
    } else if (isNew === undefined && answer === undefined) undecided.push(entity);
  }
  for (const entity of undecided) {
    const free = gone.filter((it) => !taken.has(it) && fits(it, entity));
    if (free.length === 0) continue;
    if (ASKED.has(kind))
      questions.push({ kind, created: idOf(entity), candidates: ranked(entity, free, before, after) });
    else {
      const twin = free.find((it) => shape({ ...it, schema: entity.schema }) === shape(entity));
      if (twin === undefined) continue;
      taken.add(twin);
      renames.push({ kind, from: idOf(twin), to: idOf(entity) });
    }
  }
  return { renames, questions, used };
}

function goneAndCreated(kind: RenameKind, before: readonly SchemaEntity[], after: readonly SchemaEntity[]) {
  const ofKind = (list: readonly SchemaEntity[]) => list.filter(({ type }) => type === kind);
  const old = new Set(before.map(entityId));
  const now = new Set(after.map(entityId));
  // What goes or comes with its whole table is no question.
  const wasTable = new Set(ofType(before, 'table').map(tableOf));
  const isTable = new Set(ofType(after, 'table').map(tableOf));
  const onKeptTable = (entity: SchemaEntity): boolean => {
    const table = TableKey.of(entity.schema, entity.table);
    return entity.table === '' || (wasTable.has(table) && isTable.has(table));
  };
  return {
    gone: ofKind(before).filter((entity) => !now.has(entityId(entity)) && onKeptTable(entity)),
    created: ofKind(after).filter((entity) => !old.has(entityId(entity)) && onKeptTable(entity)),
  };
}

/** Of enums that are there before and after. */
function goneAndCreatedValues(before: readonly SchemaEntity[], after: readonly SchemaEntity[]) {
  const [old, now] = [enumValues(before), enumValues(after)];
  const onlyIn = (value: SchemaEntity, others: ReadonlyMap<TableKey, readonly SchemaEntity[]>): boolean => {
    const same = others.get(TableKey.of(value.schema, value.table));
    return same !== undefined && !same.some(({ name }) => name === value.name);
  };
  return {
    gone: [...old.values()].flat().filter((value) => onlyIn(value, now)),
    created: [...now.values()].flat().filter((value) => onlyIn(value, old)),
  };
}

/** What belongs to a table (or values to an enum) can only be renamed on it. */
function fits(was: SchemaEntity, is: SchemaEntity): boolean {
  return was.table === '' || (was.table === is.table && was.schema === is.schema);
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

/** Whether the path of a flag means this id, under its present name or the one before the renames so far. */
function matches(
  kind: RenameKind,
  flag: RenameFlag,
  path: readonly string[],
  id: readonly string[],
  earlier: readonly Rename[],
): boolean {
  if (flag.kind !== undefined && flag.kind !== kind) return false;
  return endsLike(id, path) || endsLike(originalId(kind, id, earlier), path);
}

function targetMatches(kind: RenameKind, flag: RenameFlag, id: readonly string[]): boolean {
  if (flag.kind !== undefined && flag.kind !== kind) return false;
  return flag.to.length === 1 ? id.at(-1) === flag.to[0] : endsLike(id, flag.to);
}

/** The path is the whole id, or all of it but `public`. */
function endsLike(id: readonly string[], path: readonly string[]): boolean {
  return same(id, path) || (id[0] === 'public' && id.length > 1 && same(id.slice(1), path));
}

function idOf({ schema, table, name }: SchemaEntity): readonly string[] {
  // The value of an enum may be empty.
  return [...[schema, table].filter((part) => part !== ''), name];
}
