import type { ScratchDatabase, ScratchRow } from '../../../ports/proof/scratch.ts';
import type { AnswerMemory } from './answer-memory.ts';
import {
  type Answer,
  type Attempt,
  attemptAll,
  attemptRounds,
  type ExpectedRound,
  fitTogether,
  type Round,
} from './attempts.ts';

/** Asks round by round. The same answers lead to the same rounds and to the same result. */
export type Talk<Result> = Generator<Round, Result, readonly Answer[]>;

export interface ConverseOptions {
  readonly memory: AnswerMemory;
  /** See `AnswerMemory.recall`. */
  readonly scope: string;
  /** Statements that are run after the last round. */
  readonly statements?: string;
}

/**
 * Has a talk with the server in as few messages as it can be foreseen for: a message has a round, and those that follow
 * when the answers are those of earlier talks. The server compares them, and stops after the round in which one is
 * another. So the same statements are run in the same order as in a message for each round, whatever was expected.
 *
 * @param begin the talk from its beginning
 * @returns its result, and the rows of the statements
 */
export async function converse<Result>(
  query: ScratchDatabase['query'],
  begin: () => Talk<Result>,
  { memory, scope, statements = '' }: ConverseOptions,
): Promise<{ readonly result: Result; readonly rows: readonly ScratchRow[] }> {
  const said: (readonly Answer[])[] = [];
  let rows: readonly ScratchRow[] | undefined;
  for (;;) {
    const talk = begin();
    let step = talk.next([]);
    for (const answers of said) step = talk.next(answers);
    if (step.done === true) {
      return { result: step.value, rows: rows ?? (statements === '' ? [] : await query(statements)) };
    }
    const { value: first } = step;
    const { rounds, isEnd } = foresee(talk, first, (round, at) =>
      predicted(round, (attempt, alike) => memory.recall({ scope, round: said.length + at, attempt, alike })),
    );
    const spoken = fitTogether(rounds) ? await attemptRounds(query, rounds, isEnd ? statements : '') : undefined;
    const answers = spoken?.answers ?? [await attemptAll(query, first.attempts)];
    rows = isEnd ? spoken?.rows : undefined;
    for (const [at, own] of answers.entries()) {
      const { attempts = [], alike } = rounds[at] ?? {};
      for (const [index, attempt] of attempts.entries()) {
        const asked = { scope, round: said.length, attempt, alike: alike?.[index] };
        memory.note(asked, own[index]?.text ?? null);
      }
      said.push(own);
    }
  }
}

/** @param at how many rounds are before it in the message */
type Predict = (round: Round, at: number) => readonly (string | null)[] | undefined;

/** The rounds that follow as far as they can be told, and whether they are the last. */
function foresee<Result>(
  talk: Talk<Result>,
  first: Round,
  predict: Predict,
): { readonly rounds: readonly ExpectedRound[]; readonly isEnd: boolean } {
  const rounds: ExpectedRound[] = [];
  for (let round = first; ; ) {
    const texts = predict(round, rounds.length);
    rounds.push({ ...round, expected: round.isFollowed === false ? undefined : texts });
    const next = texts === undefined ? undefined : nextOf(talk, texts);
    if (next === undefined) return { rounds, isEnd: false };
    if (next.done === true) return { rounds, isEnd: true };
    if (!fitTogether([...rounds, next.value])) return { rounds, isEnd: false };
    round = next.value;
  }
}

/** `undefined` when these answers stop the talk: if they come, it will say so. */
function nextOf<Result>(
  talk: Talk<Result>,
  texts: readonly (string | null)[],
): IteratorResult<Round, Result> | undefined {
  try {
    return talk.next(texts.map((text) => ({ text })));
  } catch {
    return undefined;
  }
}

/** The texts of all answers of a round; `undefined` where one of them is anybody's guess. */
function predicted(
  { attempts, likely, alike, isFollowed }: Round,
  recall: (attempt: Attempt, alike: string | undefined) => string | null | undefined,
): readonly (string | null)[] | undefined {
  if (isFollowed === false) return attempts.map(() => null);
  const texts: (string | null)[] = [];
  for (const [at, attempt] of attempts.entries()) {
    const known = recall(attempt, alike?.[at]);
    const text = known === undefined ? likely?.[at] : known;
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return texts;
}
