import type { ScratchDatabase } from '../../../ports/proof/scratch.ts';
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

/** Of what is in one message: the server keeps it all in memory. */
const MOST_ATTEMPTS = 400;
const MOST_CHARACTERS = 4_000_000;

/**
 * Runs a list of lists on the server. The constraints that wait for the end of the transaction are checked after each
 * statement, as if that were the end.
 */
const RUN = `do ${quoteLiteral(`declare
  attempt jsonb; statement text; answer text; problem text; answers jsonb := '[]';
begin
  for attempt in select value from jsonb_array_elements(current_setting('braid.attempts')::jsonb) loop
    answer := null;
    problem := null;
    for statement in select value from jsonb_array_elements_text(attempt) loop
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
  end loop;
  perform set_config('braid.answers', answers::text, false);
end`)}`;

/** Makes attempts in the given order, in as few messages as they fit into. */
export async function attemptAll(query: Query, attempts: readonly Attempt[]): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const message of inMessages(attempts)) answers.push(...(await attemptTogether(query, message)));
  return answers;
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
  const given = quoteLiteral(JSON.stringify(attempts));
  const message = `select set_config('braid.attempts', ${given}, true) is null;\n${RUN};\nselect current_setting('braid.answers') as answers`;
  let rows: Awaited<ReturnType<Query>>;
  try {
    rows = await query(message);
  } catch {
    return await oneByOne(query, attempts);
  }
  const answers: unknown = JSON.parse(String(rows.at(-1)?.answers));
  if (!Array.isArray(answers) || answers.length !== attempts.length) {
    throw new TypeError('The server answered other attempts than were made.');
  }
  return answers.map((pair: unknown) => answerOf(pair));
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
