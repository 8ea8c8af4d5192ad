import type { Batch } from '../../revision/batch/batch.ts';

export type Pace = Required<Pick<Batch, 'targetMs' | 'pause'>>;

/** While nobody else is at work on the server, both would only make the whole longer. */
const ALONE: Pace = { targetMs: 250, pause: 0 };
/** Who writes to a row of a batch waits for its end; every commit waits until the WAL of the batch is on the disk. */
const BESIDE: Pace = { targetMs: 50, pause: 0.1 };

/** How long a batch should take, and what share of that passes before the next one; always what the revision says. */
export function paceOf({ targetMs, pause }: Pick<Batch, 'targetMs' | 'pause'>, isAlone: boolean): Pace {
  const usual = isAlone ? ALONE : BESIDE;
  return { targetMs: targetMs ?? usual.targetMs, pause: pause ?? usual.pause };
}
