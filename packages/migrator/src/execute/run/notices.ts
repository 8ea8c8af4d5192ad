import type { ServerNotice } from '../../ports/database/server-notice.ts';
import { shortenSql } from '../../sql/redact-sql.ts';
import { cleanText } from '../clean-text.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { RunProgress } from './run-progress.ts';

/** A loop that raises a notice for each row must not fill the log. */
const mostPerRevision = 20;
const mostCharacters = 2_000;

/** Tells what the server remarks, with the revision and statement that it speaks of. */
export class Notices {
  readonly #progress: Pick<RunProgress, 'emit' | 'place'>;
  #step: PreparedStep | undefined;
  #statement: number | undefined;
  #told = 0;

  constructor(progress: Pick<RunProgress, 'emit' | 'place'>) {
    this.#progress = progress;
  }

  /** What comes from now on is about this statement of the step (0-based; none in code). */
  at(step: PreparedStep, statement: number | undefined): void {
    if (step.revision.id !== this.#step?.revision.id) this.#told = 0;
    this.#step = step;
    this.#statement = statement;
  }

  hear({ severity, message, sqlState, detail, hint }: ServerNotice): void {
    const step = this.#step;
    if (step === undefined) return;
    this.#told += 1;
    const place = this.#progress.place(step);
    if (this.#told > mostPerRevision) {
      if (this.#told === mostPerRevision + 1)
        this.#progress.emit({ type: 'notices-left-out', told: mostPerRevision, ...place });
      return;
    }
    const texts = Object.entries({ detail, hint }).flatMap(([key, text]) => (text ? [[key, clean(step, text)]] : []));
    this.#progress.emit({
      type: 'notice',
      severity,
      text: clean(step, message),
      ...(sqlState === undefined ? {} : { sqlState }),
      ...Object.fromEntries(texts),
      ...(this.#statement === undefined ? {} : { statement: this.#statement + 1 }),
      ...place,
    });
  }
}

function clean(step: PreparedStep, text: string): string {
  return shortenSql(cleanText(step, text), mostCharacters);
}
