import type { PressureAnswer } from '../../../ports/database/backfill-store.ts';
import type { Throttle } from '../../../revision/batch/throttle.ts';
import type { PressureRequest } from '../../../state/pressure.ts';
import { judgePressure, type Look } from './judge-pressure.ts';

/** How often the server is asked. */
const EVERY_MS = 1_000;
/** Batches continue after this many calm observations in a row. */
const CALM_LOOKS = 2;

/** What a gate asks. */
export interface ThrottleEyes {
  readPressure(request: PressureRequest): Promise<PressureAnswer>;
  /** Whether a file is there; absent if files cannot be read. */
  readonly hasFile?: ((path: string) => boolean) | undefined;
  now(): Date;
}

/**
 * Decides whether batches may run; asks the server at most once a second. If something cannot be read, they wait,
 * because the state of the server is unknown.
 */
export class ThrottleGate {
  readonly #throttles: readonly Throttle[];
  readonly #eyes: ThrottleEyes;
  readonly #request: PressureRequest;
  #before: Look | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #reason: string | undefined;
  #calm = 0;

  constructor(throttles: readonly Throttle[], table: string, eyes: ThrottleEyes) {
    this.#throttles = throttles;
    this.#eyes = eyes;
    const kinds = throttles.flatMap(({ kind }) =>
      kind === 'sql' || kind === 'file' || kind === 'hours' ? [] : [kind],
    );
    const conditions = throttles.flatMap((each) => (each.kind === 'sql' ? [each.condition] : []));
    this.#request = { table, kinds: new Set(kinds), conditions };
  }

  /** Why batches must wait now; `undefined` when they may run. */
  async reason(): Promise<string | undefined> {
    const now = this.#eyes.now();
    if (now.getTime() - this.#lookedAt < EVERY_MS) return this.#reason;
    this.#lookedAt = now.getTime();
    const found = await this.#look(now);
    if (found !== undefined) {
      this.#reason = found;
      this.#calm = 0;
    } else if (this.#reason !== undefined) {
      this.#calm += 1;
      if (this.#calm >= CALM_LOOKS) this.#reason = undefined;
    }
    return this.#reason;
  }

  async #look(now: Date): Promise<string | undefined> {
    const { kinds, conditions } = this.#request;
    const isAsked = kinds.size > 0 || conditions.length > 0;
    let pressure: PressureAnswer | undefined;
    try {
      pressure = isAsked ? await this.#eyes.readPressure(this.#request) : undefined;
    } catch (error) {
      return `the load of the server is unknown: ${error instanceof Error ? error.message : String(error)}`;
    }
    if (pressure !== undefined && 'failure' in pressure) {
      return `the load of the server is unknown: ${pressure.failure.message}`;
    }
    const paths = this.#throttles.flatMap((each) => (each.kind === 'file' ? [each.path] : []));
    const { hasFile } = this.#eyes;
    if (paths.length > 0 && hasFile === undefined) return 'files cannot be read here';
    const look: Look = {
      atMs: now.getTime(),
      minute: now.getHours() * 60 + now.getMinutes(),
      files: new Set(paths.filter((path) => hasFile?.(path) === true)),
      ...(pressure === undefined ? {} : { pressure }),
    };
    const reason = judgePressure(this.#throttles, look, this.#before, this.#reason !== undefined);
    this.#before = look;
    return reason;
  }
}
