import type { Attributes, Meter } from '@opentelemetry/api';
import type { RunnerEvent } from '../../execute/runner-event.ts';
import type { RunReport } from '../../state/run-report.ts';

/** What is read of a database before and after a run. */
export interface DatabaseFigures {
  readonly sizeBytes: number | null;
  /** By slice; only after a run. */
  readonly pending: readonly { readonly slice: string; readonly pending: number }[];
}

/** Counters, histograms and gauges of one run. docs/metrics.md has a row for each. */
export class RunInstruments {
  readonly #all: ReturnType<typeof instrumentsOf>;
  /** Rows that the batches of each revision have changed so far. */
  readonly #rows = new Map<string, number>();

  constructor(meter: Meter) {
    this.#all = instrumentsOf(meter);
  }

  hear(event: RunnerEvent): void {
    const { revisions, revisionDuration, rollbacks, retries, batchRows } = this.#all;
    switch (event.type) {
      case 'revision-done': {
        const { slice, direction, durationMs } = event;
        const labels = { 'braid.slice': slice, 'braid.direction': direction };
        revisions.add(1, labels);
        revisionDuration.record(durationMs / 1000, labels);
        if (direction === 'downgrade') rollbacks.add(1, labels);
        return;
      }
      case 'retrying':
        retries.add(1, { 'braid.slice': event.slice, 'db.response.status_code': event.sqlState });
        return;
      case 'batch-done': {
        // The first one that is heard of counts those of earlier runs, too.
        const before = this.#rows.get(event.revision) ?? (event.batches > 1 ? event.rows : 0);
        this.#rows.set(event.revision, event.rows);
        batchRows.add(event.rows - before, { 'braid.slice': event.slice });
        return;
      }
      default:
    }
  }

  ended({ result, direction, durationMs, lockWaits, lockWaitMs, error }: RunReport): void {
    const { runs, runDuration, lockWaits: waits, lockWaitDuration } = this.#all;
    const labels: Attributes = {
      ...{ 'braid.direction': direction, 'braid.result': result },
      ...(error === null ? {} : { 'error.type': error.code }),
    };
    runs.add(1, labels);
    runDuration.record(durationMs / 1000, labels);
    if (lockWaits === 0) return;
    waits.add(lockWaits, { 'braid.direction': direction });
    lockWaitDuration.record(lockWaitMs / 1000, { 'braid.direction': direction });
  }

  figures(moment: 'before' | 'after', { sizeBytes, pending }: DatabaseFigures, database: Attributes): void {
    if (sizeBytes !== null) this.#all.databaseSize.record(sizeBytes, { ...database, 'braid.moment': moment });
    for (const each of pending) this.#all.pending.record(each.pending, { ...database, 'braid.slice': each.slice });
  }

  drift(findings: number): void {
    this.#all.driftFindings.record(findings);
  }
}

const SECONDS = { unit: 's', advice: { explicitBucketBoundaries: [0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600] } };

function instrumentsOf(meter: Meter) {
  const counter = (name: string, description: string) => meter.createCounter(name, { description });
  const histogram = (name: string, description: string) => meter.createHistogram(name, { description, ...SECONDS });
  return {
    runs: counter('braid.runs', 'Runs, by how they ended.'),
    runDuration: histogram('braid.run.duration', 'How long runs took.'),
    revisions: counter('braid.revisions', 'Revisions that runs have committed.'),
    revisionDuration: histogram('braid.revision.duration', 'How long revisions took.'),
    rollbacks: counter('braid.rollbacks', 'Revisions that were reverted.'),
    retries: counter('braid.retries', 'Tries that were repeated.'),
    lockWaits: counter('braid.lock_waits', 'Revisions that had to wait for locks.'),
    lockWaitDuration: histogram('braid.lock_wait.duration', 'How long the revisions of a run waited for locks.'),
    batchRows: counter('braid.batch.rows', 'Rows that batches have changed.'),
    pending: meter.createGauge('braid.pending', { description: 'Revisions that are not applied.' }),
    driftFindings: meter.createGauge('braid.drift.findings', {
      description: 'Where the database differs from its revisions.',
    }),
    databaseSize: meter.createGauge('braid.database.size', { unit: 'By', description: 'Size of the database.' }),
  };
}
