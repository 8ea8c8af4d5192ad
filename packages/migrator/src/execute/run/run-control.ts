import { InterruptedError } from '../../errors/run/interrupted-error.ts';
import { LeaseLostError } from '../../errors/run/lease-errors.ts';
import type { RunFacts } from '../../errors/run/run-facts.ts';
import { randomIds } from '../backoff.ts';
import type { LeaseGuard } from '../lease/heartbeat.ts';
import { pauseUntilStopped } from '../pause-until-stopped.ts';
import type { RunRequest } from '../run-request.ts';
import type { RunnerOptions } from '../runner-options.ts';
import { BatchPace } from './batch-pace.ts';
import type { RunProgress } from './run-progress.ts';

/** The time that a run has, and whether it should stop. */
export class RunControl {
  readonly options: RunnerOptions;
  /** What the run is, for others to read: `upgrade heads`. */
  readonly runs: string;
  readonly ambient: RunRequest['ambient'];
  /** Whether a file is there; absent if files cannot be read. */
  readonly hasFile: ((path: string) => boolean) | undefined;
  readonly pace: BatchPace;
  /** When batches stop, finished or not. */
  readonly until: Date | undefined;
  /** Batches that may run in the background are only registered. */
  readonly detach: boolean;
  /** Somebody hears the events of the run. */
  readonly isHeard: boolean;
  #orderedSize: number | undefined;
  /** An id for each try, for the log. */
  readonly newAttempt: () => string;
  readonly #request: Pick<RunRequest, 'pause' | 'stop'>;
  readonly #progress: RunProgress;
  readonly #lease: LeaseGuard;

  constructor(
    request: Pick<
      RunRequest,
      'ambient' | 'detach' | 'hasFile' | 'options' | 'pause' | 'runs' | 'stop' | 'unheard' | 'until'
    >,
    progress: RunProgress,
    lease: LeaseGuard,
  ) {
    this.options = request.options;
    this.pace = new BatchPace(request.options);
    this.runs = request.runs;
    this.ambient = request.ambient;
    this.detach = request.detach === true;
    this.isHeard = request.unheard !== true;
    this.hasFile = request.hasFile;
    this.until = request.until;
    this.newAttempt = randomIds(request.ambient);
    this.#request = request;
    this.#progress = progress;
    this.#lease = lease;
  }

  facts(): RunFacts {
    return this.#progress.facts();
  }

  /** A signal came. */
  get stopped(): boolean {
    return this.#request.stop.level !== undefined;
  }

  /** Another runner took over: nothing more may be written. */
  get isLeaseLost(): boolean {
    return this.#lease.isLost;
  }

  /** Before what no fence protects. Throws `LeaseLostError` when another runner took over. */
  async proveLease(): Promise<void> {
    await this.#lease.confirm();
    if (this.isLeaseLost) throw new LeaseLostError(this.facts());
  }

  /** Somebody orders the size of the next batch. */
  orderSize(rows: number): void {
    this.#orderedSize = rows;
  }

  /** What was ordered since this was last asked. */
  takeOrderedSize(): number | undefined {
    const rows = this.#orderedSize;
    this.#orderedSize = undefined;
    return rows;
  }

  now(): number {
    return this.ambient.now().getTime();
  }

  /** Also when the lease is lost, with `LeaseLostError`. */
  throwIfStopped(): void {
    if (this.isLeaseLost) throw new LeaseLostError(this.facts());
    if (this.stopped) throw this.interrupted();
  }

  interrupted(): InterruptedError {
    const { ran, plan } = this.#progress;
    return new InterruptedError({ during: 'run', done: ran.length, of: plan.steps.length, ...this.facts() });
  }

  /** Waits, but not longer than until a signal comes; then throws `InterruptedError`. */
  async pause(milliseconds: number): Promise<void> {
    await pauseUntilStopped(this.#request, milliseconds);
    this.throwIfStopped();
  }
}
