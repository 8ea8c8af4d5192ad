import { createHash } from 'node:crypto';
import type { Attempt } from './attempts.ts';

/** More than a workspace of a thousand tables asks. */
const MOST = 80_000;

/** An attempt, and what is known to make a difference to its answer. */
export interface Asked {
  /** What makes a difference and is not in the statements. */
  readonly scope: string;
  /** Of the talk: what is asked again after more rows may have another answer. */
  readonly round: number;
  readonly attempt: Attempt;
  /** See `Round.alike`. */
  readonly alike: string | undefined;
}

/**
 * What servers answered to the same attempts before: rows are the same every time, so that the same is asked for each
 * table again and again. Nothing here is believed: it only says what is worth asking in one message.
 */
export class AnswerMemory {
  readonly #texts = new Map<string, string | null>();

  recall(asked: Asked): string | null | undefined {
    for (const key of keysOf(asked)) {
      const known = this.#texts.get(key);
      if (known !== undefined) return known;
    }
    return undefined;
  }

  note(asked: Asked, text: string | null): void {
    for (const key of keysOf(asked)) this.#keep(key, text);
  }

  #keep(key: string, text: string | null): void {
    this.#texts.delete(key);
    this.#texts.set(key, text);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > MOST && oldest !== undefined) this.#texts.delete(oldest);
  }
}

/** The closest first. */
function keysOf({ scope, round, attempt, alike }: Asked): readonly string[] {
  const texts = attempt.join('\0');
  return [
    keyOf(['round', scope, String(round), texts]),
    keyOf(['scope', scope, texts]),
    keyOf(['any', texts]),
    ...(alike === undefined ? [] : [keyOf(['alike', alike])]),
  ];
}

function keyOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}
