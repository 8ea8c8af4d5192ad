import { MigratorError } from '../../../errors/migrator-error.ts';
import type { ScratchDatabase, ScratchRow } from '../../../ports/proof/scratch.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';

/**
 * Statements that are tried one after the other, each in a transaction of its own as far as failures go, until one of
 * them gives a row whose first column, a text, is not NULL.
 */
export type Attempt = readonly string[];

/** What the first statement gave that gave something, and what the server said to the first one that it refused. */
export interface Answer {
  readonly text: string | null;
  readonly problem?: string;
}

type Query = ScratchDatabase['query'];

/** Attempts that are made together: what they answer decides what is asked next. */
export interface Round {
  readonly attempts: readonly Attempt[];
  /** The text that each answer has where nothing is special, as far as it is known. */
  readonly likely?: readonly (string | undefined)[];
  /** For each attempt what is the same in those that mostly have the same answer, though their text is another. */
  readonly alike?: readonly (string | undefined)[];
  /** What is asked next is the same whatever they answer. */
  readonly isFollowed?: false;
}

/** A round with the texts that are expected; `undefined` where nothing is. */
export interface ExpectedRound extends Pick<Round, 'attempts' | 'alike'> {
  readonly expected: readonly (string | null)[] | undefined;
}

/** Of what is in one message: the server keeps it all in memory. */
const MOST_ATTEMPTS = 400;
const MOST_CHARACTERS = 4_000_000;

/**
 * Runs rounds on the server, up to the first in which an answer is not the expected one: that round is run to its end,
 * and those after it are not. The constraints that wait for the end of the transaction are checked after each
 * statement, as if that were the end.
 */
const RUN = `do ${quoteLiteral(`declare
  round jsonb; attempt jsonb; statement text; answer text; problem text; answers jsonb := '[]'; expected boolean := true;
begin
  for round in select value from jsonb_array_elements(current_setting('braid.attempts')::jsonb) loop
    for attempt in select value from jsonb_array_elements(round) loop
      answer := null;
      problem := null;
      for statement in select value from jsonb_array_elements_text(attempt -> 0) loop
        begin
          execute statement into answer;
          set constraints all immediate;
        exception when others then
          answer := null;
          problem := coalesce(problem, sqlerrm);
        end;
        exit when answer is not null;
      end loop;
      answers := answers || jsonb_build_array(jsonb_build_array(answer, problem));
      expected := expected and (jsonb_array_length(attempt) = 1 or attempt ->> 1 is not distinct from answer);
    end loop;
    exit when not expected;
  end loop;
  perform set_config('braid.answers', answers::text, false);
end`)}`;

/** Makes attempts in the given order, in as few messages as they fit into. */
export async function attemptAll(query: Query, attempts: readonly Attempt[]): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const message of inMessages(attempts)) answers.push(...(await attemptTogether(query, message)));
  return answers;
}

/** Whether these rounds can be in one message. */
export function fitTogether(rounds: readonly Pick<Round, 'attempts'>[]): boolean {
  const attempts = rounds.flatMap((round) => round.attempts);
  const characters = attempts.flat().reduce((sum, statement) => sum + statement.length, 0);
  return attempts.length <= MOST_ATTEMPTS && characters <= MOST_CHARACTERS;
}

/**
 * Makes the attempts of several rounds in one message, as far as they answer what is expected, and then runs
 * statements. `undefined` when the message failed as a whole: then nothing is done.
 *
 * @returns the answers of the rounds that were run, at least one, and the rows of the statements
 */
export async function attemptRounds(
  query: Query,
  rounds: readonly ExpectedRound[],
  statements = '',
): Promise<{ readonly answers: readonly (readonly Answer[])[]; readonly rows: readonly ScratchRow[] } | undefined> {
  let rows: readonly ScratchRow[];
  try {
    rows = await query(messageOf(rounds, statements));
  } catch (error) {
    // What the server refuses is no error of ours.
    if (error instanceof MigratorError) throw error;
    return undefined;
  }
  const at = rows.findIndex((row) => 'answers' in row);
  const all = answersIn(rows[at]);
  const answers: (readonly Answer[])[] = [];
  let from = 0;
  for (const { attempts } of rounds) {
    const own = all.slice(from, from + attempts.length);
    if (own.length < attempts.length) break;
    answers.push(own);
    from += own.length;
  }
  if (answers.length === 0 || from !== all.length) throw new TypeError(OTHERS);
  return { answers, rows: rows.slice(at + 1) };
}

const OTHERS = 'The server answered other attempts than were made.';

function messageOf(rounds: readonly ExpectedRound[], statements: string): string {
  const list = rounds.map(({ attempts, expected }) =>
    attempts.map((attempt, at) => (expected === undefined ? [attempt] : [attempt, expected[at] ?? null])),
  );
  const given = `select set_config('braid.attempts', ${quoteLiteral(JSON.stringify(list))}, true) is null`;
  const parts = [given, RUN, "select current_setting('braid.answers') as answers"];
  return [...parts, ...(statements === '' ? [] : [statements])].join(';\n');
}

function answersIn(row: ScratchRow | undefined): readonly Answer[] {
  const answers: unknown = JSON.parse(String(row?.answers));
  if (!Array.isArray(answers)) throw new TypeError(OTHERS);
  return answers.map((pair: unknown) => answerOf(pair));
}

function inMessages(attempts: readonly Attempt[]): readonly (readonly Attempt[])[] {
  const messages: Attempt[][] = [];
  let characters = 0;
  for (const attempt of attempts) {
    const own = attempt.reduce((sum, statement) => sum + statement.length, 0);
    const last = messages.at(-1);
    if (last === undefined || last.length === MOST_ATTEMPTS || characters + own > MOST_CHARACTERS) {
      messages.push([attempt]);
      characters = own;
    } else {
      last.push(attempt);
      characters += own;
    }
  }
  return messages;
}

/** A message that fails as a whole (a time limit, an event trigger) has done nothing: then each goes by itself. */
async function attemptTogether(query: Query, attempts: readonly Attempt[]): Promise<readonly Answer[]> {
  const spoken = await attemptRounds(query, [{ attempts, expected: undefined }]);
  return spoken === undefined ? await oneByOne(query, attempts) : spoken.answers.flat();
}

function answerOf(pair: unknown): Answer {
  const [text, problem]: readonly unknown[] = Array.isArray(pair) ? pair : [];
  return { text: typeof text === 'string' ? text : null, ...(typeof problem === 'string' ? { problem } : {}) };
}

async function oneByOne(query: Query, attempts: readonly Attempt[]): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const attempt of attempts) answers.push(await attemptAlone(query, attempt));
  return answers;
}

/** See `attemptAll`: the same, statement by statement. */
export async function attemptAlone(query: Query, attempt: Attempt): Promise<Answer> {
  let problem: string | undefined;
  for (const statement of attempt) {
    try {
      const [row] = await query(statement);
      const [text = null] = row === undefined ? [] : Object.values(row);
      if (text !== null) return { text: String(text), ...(problem === undefined ? {} : { problem }) };
    } catch (error) {
      problem ??= error instanceof Error ? error.message : String(error);
    }
  }
  return { text: null, ...(problem === undefined ? {} : { problem }) };
}
