import { AsyncLocalStorage } from 'node:async_hooks';
import { DataRevisionStepsError } from '../../../errors/batch/step-errors.ts';
import type { RevisionPlace } from '../../../errors/files/revision-place.ts';
import type { MigratorError } from '../../../errors/migrator-error.ts';
import {
  DataRevisionEndedError,
  type DataRevisionEscape,
  DataRevisionStalledError,
  DataRevisionUnawaitedError,
  DataRevisionUnhandledError,
} from '../../../errors/run/data-revision-escapes.ts';
import { DataRevisionBusyError } from '../../../errors/run/data-revision-rows.ts';
import { describeThrown } from '../../../execute/describe-thrown.ts';
import { redactSql, shortenSql } from '../../../sql/redact-sql.ts';
import { RunningParts } from './running-parts.ts';

const current = new AsyncLocalStorage<CodeScope>();
/** Set while the rows of `op.copyFrom` are read. */
const reading = new AsyncLocalStorage<true>();
/** Set in the code of a step. */
const stepping = new AsyncLocalStorage<object>();

/** Runs a part of the revision's code while the runner works. Throws what the code throws, or how it escaped. */
export type Inside = <Result>(part: () => Promise<Result> | Result) => Promise<Result>;

/** The scope that the running code belongs to, also in timers and listeners that it left behind. */
export function scopeOfCode(): CodeScope | undefined {
  return current.getStore();
}

/** Runs code of the runner, though the revision's code called it. */
export function outsideOfCode<Result>(work: () => Result): Result {
  return current.exit(work);
}

export interface ScopeRequest {
  readonly place: RevisionPlace;
  readonly transactional: boolean;
  readonly direction: 'upgrade' | 'downgrade';
  /** How long the code may continue without using `op`; 0: no limit. */
  readonly quietMs: number;
  /** `file:line` of the workspace's own code on the stack of an error. */
  placeOf(error: unknown): string | undefined;
}

interface Sent {
  readonly sql: string;
  readonly site: Error;
  readonly settled: Promise<unknown>;
}

/**
 * One run of the code of a data revision: what it sent and did not await, and whether it may still send. Whatever
 * escapes it (an exit, an error that nothing waits for, silence) ends the run with a typed error, whether or not the
 * code catches it.
 */
export class CodeScope {
  readonly request: ScopeRequest;
  readonly parts = new RunningParts();
  readonly #open = new Set<Sent>();
  /** Where statements were sent from, by the error that they failed with. */
  readonly #sites = new WeakMap<object, Error>();
  readonly #failed: Promise<never>;
  #reject: (error: MigratorError) => void = () => {};
  #failure: MigratorError | undefined;
  /** The part that runs, or ran last. */
  during: 'load' | 'upgrade' | 'downgrade' = 'load';
  #timer: NodeJS.Timeout | undefined;
  #hasEnded = false;
  readonly #listeners = new Set<(error: unknown) => void>();
  /** The step that is running, as it was called. */
  #step: { readonly sent: Sent; readonly token: object } | undefined;
  /** What a step ended with. */
  #stepFailed: { readonly error: unknown } | undefined;

  constructor(request: ScopeRequest) {
    this.request = request;
    this.#failed = new Promise((_, reject) => {
      this.#reject = reject;
    });
    this.#failed.catch(() => {});
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Ends the run with this error; only the first one counts. */
  fail(error: MigratorError): void {
    this.#failure ??= error;
    this.#reject(this.#failure);
    for (const listener of this.#listeners) listener(this.#failure);
  }

  /** Throws the error that ends the run, if there is one. */
  throwIfFailed(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Reports the error that ends the run; the returned function stops reporting. */
  onFail(listener: (error: unknown) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Runs a part of the code that provides rows: meanwhile it cannot send anything itself. */
  whileReading<Result>(work: () => Result): Result {
    return current.run(this, () => reading.run(true, work));
  }

  /** What the code waits for never comes. */
  failStalled(): void {
    const { place, transactional, quietMs } = this.request;
    this.fail(
      new DataRevisionStalledError({ ...place, transactional, during: this.during, isBlocking: false, quietMs }),
    );
  }

  /** An error that nothing awaited. */
  failUnhandled(thrown: unknown, typed: MigratorError | undefined): void {
    this.fail(
      typed ??
        new DataRevisionUnhandledError(
          { ...this.facts(thrown), said: redactSql(describeThrown(thrown)) },
          { cause: thrown },
        ),
    );
  }

  /** The facts of an escape, with the place where this error was thrown or created. */
  facts(error: unknown = new Error()): DataRevisionEscape {
    const { place, transactional } = this.request;
    const at = this.placeOf(error);
    return { ...place, transactional, ...(at === undefined ? {} : { at }) };
  }

  /** Where the code threw this, or sent the statement that failed with it. */
  placeOf(error: unknown): string | undefined {
    const place = this.request.placeOf(error);
    for (let at = error, depth = 0; place === undefined && depth < 8; depth += 1) {
      if (typeof at !== 'object' || at === null) return undefined;
      const site = this.#sites.get(at);
      if (site !== undefined) return this.request.placeOf(site);
      at = 'cause' in at ? at.cause : undefined;
    }
    return place;
  }

  /** Runs a part of the code: loading it, then its function. Throws what the code throws, or how it escaped. */
  async run<Result>(during: 'load' | 'upgrade' | 'downgrade', work: () => Promise<Result> | Result): Promise<Result> {
    this.during = during;
    // Until it is bundled, no code of it runs.
    if (during !== 'load') this.#watchQuiet();
    try {
      const part = this.parts.add(current.run(this, async () => await work()));
      const result = await Promise.race([part, this.#failed]);
      // Node reports unhandled rejections only after everything that is ready has run.
      await new Promise((resolve) => setImmediate(resolve));
      this.#checkAwaited();
      if (this.#failure !== undefined) throw this.#failure;
      return result;
    } catch (error) {
      throw this.#failure ?? error;
    } finally {
      clearTimeout(this.#timer);
    }
  }

  /** Starts the code, which may not be silent for too long from now on. Throws what has ended the run already. */
  begins(): void {
    this.throwIfFailed();
    this.#watchQuiet();
  }

  /**
   * Runs work of the runner in the middle of the code, for a step that the code calls. Meanwhile the code may send
   * statements only in the parts that are run `inside`, and none after the step has failed.
   *
   * @param call `op.step('fill')`
   * @param busy makes the error when another step is running
   */
  async aside(call: string, busy: () => MigratorError, work: (inside: Inside) => Promise<void>): Promise<void> {
    const site = new Error();
    if (this.#step !== undefined) throw this.#failWith(busy());
    this.check(call);
    this.#checkAwaited();
    this.throwIfFailed();
    clearTimeout(this.#timer);
    const token = {};
    const settled = outsideOfCode(async () => {
      await Promise.resolve();
      await work((part) => this.#inside(token, part));
    });
    const sent = { sql: call, site, settled };
    this.#step = { sent, token };
    this.#open.add(sent);
    try {
      await settled;
    } catch (error) {
      this.#stepFailed ??= { error };
      throw error;
    } finally {
      this.#open.delete(sent);
      this.#step = undefined;
      this.#watchQuiet();
    }
  }

  async #inside<Result>(token: object, part: () => Promise<Result> | Result): Promise<Result> {
    this.#checkOpen('a step');
    this.#watchQuiet();
    try {
      const run = () => stepping.run(token, async () => await part());
      const result = await Promise.race([this.parts.add(current.run(this, run)), this.#failed]);
      await new Promise((resolve) => setImmediate(resolve));
      this.#checkAwaited(this.#step?.sent);
      this.throwIfFailed();
      return result;
    } catch (error) {
      throw this.#failure ?? error;
    } finally {
      clearTimeout(this.#timer);
    }
  }

  /**
   * The code may send nothing from now on. Waits for what it sent, so that nothing of it comes after the runner's own
   * statements.
   */
  async end(): Promise<void> {
    this.#hasEnded = true;
    await Promise.allSettled([...this.#open].map(({ settled }) => settled));
    // Code that continues after what it awaited is refused, and Node reports that.
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Throws when the code may send no statements any more, or none beside the running step or after a past one. */
  check(sql: string): void {
    this.#checkOpen(sql);
    if (reading.getStore() === true) throw this.#failWith(new DataRevisionBusyError(this.facts()));
    if (stepping.getStore() === this.#step?.token) return;
    const { place, direction } = this.request;
    const { at } = this.facts();
    const facts = { ...place, direction, ...(at === undefined ? {} : { at }) };
    throw this.#failWith(new DataRevisionStepsError({ ...facts, problem: 'beside', statement: shown(sql) }));
  }

  #checkOpen(sql: string): void {
    if (this.#failure !== undefined && !this.#hasEnded) throw this.#failure;
    if (this.#hasEnded) throw new DataRevisionEndedError({ ...this.facts(), statement: shown(sql) });
    if (this.#stepFailed !== undefined) throw this.#stepFailed.error;
  }

  #failWith(error: MigratorError): MigratorError {
    this.fail(error);
    return error;
  }

  /** Sends a statement of the code. */
  async send<Result>(sql: string, run: () => Promise<Result>): Promise<Result> {
    const site = new Error();
    this.check(sql);
    const settled = outsideOfCode(async () => await run());
    const sent = { sql, site, settled };
    this.#open.add(sent);
    clearTimeout(this.#timer);
    try {
      return await settled;
    } catch (error) {
      if (typeof error === 'object' && error !== null) this.#sites.set(error, site);
      throw error;
    } finally {
      this.#open.delete(sent);
      this.#watchQuiet();
    }
  }

  #checkAwaited(except?: Sent): void {
    const open = [...this.#open].filter((sent) => sent !== except);
    const [first] = open;
    if (first === undefined) return;
    const facts = { ...this.facts(first.site), statement: shown(first.sql), statements: open.length };
    this.fail(new DataRevisionUnawaitedError(facts));
  }

  /** Keeps the process alive: a promise that can never settle would end it with success. */
  #watchQuiet(): void {
    clearTimeout(this.#timer);
    const { quietMs } = this.request;
    if (quietMs === 0 || this.#hasEnded || [...this.#open].some((sent) => sent !== this.#step?.sent)) return;
    this.#timer = outsideOfCode(() => setTimeout(() => this.failStalled(), quietMs));
  }
}

function shown(sql: string): string {
  return shortenSql(redactSql(sql), 80);
}
