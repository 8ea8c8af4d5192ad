import type { UnseededTable } from '../../../ports/proof/proof.ts';
import type { ScratchDatabase } from '../../../ports/proof/scratch.ts';
import type { TableShape } from '../../../ports/proof/table-shape.ts';
import { TableKey } from '../../../schema/entity/table-key.ts';
import type { SeedStyle } from '../seed-style.ts';
import { tableLabel } from '../sql-value.ts';
import { type Answer, type Attempt, attemptAll } from './attempts.ts';
import type { Talk } from './converse.ts';
import type { Question } from './look-at-table.ts';
import { seedOrder } from './seed-order.ts';
import { type Seeding, seedTable } from './seed-table.ts';

export interface SeedTalkOptions {
  readonly style: SeedStyle;
  /** Number of the first row; other numbers give other values. Default 0. */
  readonly firstRow?: number;
  /** Default: all tables. */
  readonly only?: (table: TableShape) => boolean;
}

export interface SeedOptions extends SeedTalkOptions {
  /** Default: `attemptAll`. */
  readonly attempt?: (query: ScratchDatabase['query'], attempts: readonly Attempt[]) => Promise<readonly Answer[]>;
}

/** A table and how far it is. */
interface Work {
  readonly table: TableShape;
  /** Those before it in the order that its rows point to. */
  readonly needs: readonly Work[];
  seeding: Seeding;
  /** Asked and not answered; `undefined` before the first question and after the last answer. */
  question: Question | undefined;
  isDone: boolean;
  why: string | undefined;
}

/** {@link seedTalk}, with a message for each round. */
export async function seedRows(
  { query }: Pick<ScratchDatabase, 'query'>,
  tables: readonly TableShape[],
  { attempt = attemptAll, ...options }: SeedOptions,
): Promise<readonly UnseededTable[]> {
  const talk = seedTalk(tables, options);
  let step = talk.next([]);
  while (step.done !== true) step = talk.next(await attempt(query, step.value.attempts));
  return step.value;
}

/**
 * Puts a few deterministic rows of the right types into the tables, in the order of the foreign keys. Rows that are
 * there stay; a row that another one's unique value forbids is left out. What tables ask goes to the server together:
 * as many rounds as foreign keys are deep, and some more where rows are refused. @returns the tables that are empty
 * nevertheless, and why
 */
export function* seedTalk(
  tables: readonly TableShape[],
  { style, firstRow = 0, only = () => true }: SeedTalkOptions,
): Talk<readonly UnseededTable[]> {
  if (style === 'none') return [];
  const begin = (table: TableShape): Seeding => seedTable(table, style, firstRow);
  const works = worksOf(seedOrder(tables).filter(only), begin);
  for (let asking = nextOf(works); asking.length > 0; asking = nextOf(works)) {
    const questions = asking.map(({ question }) => question ?? NOTHING);
    const answers = yield {
      attempts: questions.flatMap(({ attempts }) => attempts),
      likely: questions.flatMap(({ attempts, likely }) => attempts.map((_, at) => likely?.[at])),
      alike: questions.flatMap(({ attempts, alike }) => attempts.map((_, at) => alike?.[at])),
    };
    let from = 0;
    for (const work of asking) {
      const own = answers.slice(from, from + (work.question?.attempts.length ?? 0));
      from += own.length;
      // What it looked at was not all there yet.
      if (work.needs.every(({ isDone }) => isDone)) advance(work, own);
      else startAgain(work, begin);
    }
  }
  return works.flatMap(({ table, why }) => (why === undefined ? [] : [{ table: tableLabel(table), why }]));
}

const NOTHING: Question = { attempts: [], writes: false };

function worksOf(order: readonly TableShape[], begin: (table: TableShape) => Seeding): readonly Work[] {
  const byKey = new Map<TableKey, Work>();
  for (const table of order) {
    const targets = table.foreignKeys.map((key) => byKey.get(TableKey.of(key.schema, key.table)));
    const needs = [...new Set(targets)].filter((work) => work !== undefined);
    const work: Work = { table, needs, seeding: begin(table), question: undefined, isDone: false, why: undefined };
    byKey.set(TableKey.of(table.schema, table.name), work);
  }
  return [...byKey.values()];
}

/**
 * The tables that can ask now, in their order. One may look at rows that are written before it in the same message: it
 * looks again when they were refused.
 */
function nextOf(works: readonly Work[]): readonly Work[] {
  return works.filter((work) => {
    if (work.isDone) return false;
    if (work.question !== undefined) return true;
    if (!work.needs.every(({ isDone, question }) => isDone || question?.writes === true)) return false;
    advance(work, undefined);
    return true;
  });
}

/** @param answers to its question; `undefined` before the first one */
function advance(work: Work, answers: readonly Answer[] | undefined): void {
  const { done, value } = answers === undefined ? work.seeding.next([]) : work.seeding.next(answers);
  work.isDone = done === true;
  work.question = done === true ? undefined : value;
  work.why = done === true ? value : undefined;
}

function startAgain(work: Work, begin: (table: TableShape) => Seeding): void {
  work.seeding = begin(work.table);
  work.question = undefined;
}
