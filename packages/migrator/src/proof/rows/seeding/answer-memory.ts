import { createHash } from 'node:crypto';
import type { Attempt } from './attempts.ts';

/** More than a workspace of a thousand tables asks. */
const MOST = 40_000;

/**
 * What servers answered to the same attempts before: rows are the same every time, so that the same is asked for each
 * table again and again. Nothing here is believed: it only says what is worth asking in one message.
 */
export class AnswerMemory {
  readonly #texts = new Map<string, string | null>();

  /**
   * @param scope what makes a difference to the answers and is not in the statements
   * @param round of the talk: what is asked again after more rows may have another answer
   */
  recall(scope: string, round: number, attempt: Attempt): string | null | undefined {
    const known = this.#texts.get(keyOf(scope, round, attempt));
    return known === undefined ? this.#texts.get(keyOf(scope, undefined, attempt)) : known;
  }

  note(scope: string, round: number, attempt: Attempt, text: string | null): void {
    this.#keep(keyOf(scope, round, attempt), text);
    this.#keep(keyOf(scope, undefined, attempt), text);
  }

  #keep(key: string, text: string | null): void {
    this.#texts.delete(key);
    this.#texts.set(key, text);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > MOST && oldest !== undefined) this.#texts.delete(oldest);
  }
}

function keyOf(scope: string, round: number | undefined, attempt: Attempt): string {
  return createHash('sha256')
    .update(JSON.stringify([scope, round, ...attempt]))
    .digest('base64');
}
