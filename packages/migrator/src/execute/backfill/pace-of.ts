import type { Batch } from '../../revision/batch/batch.ts';

export type Pace = Required<Pick<Batch, 'targetMs' | 'pause'>>;

/** While nobody else is at work on the server, both would only make the whole longer. */
const ALONE: Pace = { targetMs: 250, pause: 0 };
/** Who writes to a row of a batch waits for its end; every commit waits until the WAL of the batch is on the disk. */
const BESIDE: Pace = { targetMs: 10, pause: 0.5 };

/** Statements and commit. */
const ANSWERS_OF_A_BATCH = 2;
/** However far away the server is, those who wait for a row wait no longer than this. */
const LONGEST_BESIDE_MS = 50;

/**
 * How long a batch should take, and what share of that passes before the next one; always what the revision says.
 *
 * @param answerMs the least time in which the server has answered: where it is far away, a batch takes so long without
 *   doing anything
 */
export function paceOf({ targetMs, pause }: Pick<Batch, 'targetMs' | 'pause'>, isAlone: boolean, answerMs = 0): Pace {
  const usual = isAlone ? ALONE : besideAt(answerMs);
  return { targetMs: targetMs ?? usual.targetMs, pause: pause ?? usual.pause };
}

function besideAt(answerMs: number): Pace {
  const targetMs = Math.min(LONGEST_BESIDE_MS, BESIDE.targetMs + ANSWERS_OF_A_BATCH * Math.max(0, answerMs));
  return { ...BESIDE, targetMs };
}
