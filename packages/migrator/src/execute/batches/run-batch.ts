import type { DatabaseObserver } from '../../ports/database/database-observer.ts';
import type { RevisionRunner } from '../../ports/database/revision-runner.ts';
import type { StateWriter } from '../../ports/database/state-writer.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { Running } from '../run/running.ts';
import type { RunnerOptions } from '../runner-options.ts';
import { lockTargets } from '../statement/lock-targets.ts';
import { whileReporting } from '../statement/report-progress.ts';
import { attemptSteps, type Send } from './attempt-steps.ts';

type BatchDatabase = Pick<RevisionRunner, 'applyBatch'> &
  Pick<DatabaseObserver, 'findBlockers' | 'runningProgress'> &
  Pick<StateWriter, 'appendLog'>;

/** Runs consecutive transactional revisions in messages of many, each in a transaction of its own. */
export function runBatch(run: Running<BatchDatabase>, steps: readonly PreparedStep[]): Promise<void> {
  const { held, control, notices, progress } = run;
  const send: Send = async (batch, units, avoid, onUnit) => {
    const statements = units.flatMap((unit) => unit.statements);
    const begun = progress.ran.length;
    const current = (): PreparedStep | undefined => batch[progress.ran.length - begun];
    const onStatement = (unit: number, statement: number) => {
      const step = batch[unit];
      if (step === undefined) return;
      const statements = step.statements.length;
      notices.at(step, statement + 1);
      const done = { type: 'statement-done', statement: statement + 1, statements } as const;
      progress.emit({ ...done, ...progress.place(step) }, step.statements[statement]);
    };
    const work = {
      units,
      ...(avoid ? { avoid: { targets: lockTargets(statements), olderThanMs: control.options.blockerAgeMs } } : {}),
      onUnit,
      ...(control.isHeard ? { onStatement } : {}),
    } satisfies Parameters<BatchDatabase['applyBatch']>[1];
    return whileReporting(run, current, () => held.database.applyBatch(held.lease, work));
  };
  return attemptSteps(run, steps, send);
}

export type TakeLimits = Pick<RunnerOptions, 'batchRevisions' | 'batchCharacters'>;

/** The next steps that fit into one message: at least one, and only transactional ones. */
export function takeBatch(steps: readonly PreparedStep[], from: number, limits: TakeLimits): readonly PreparedStep[] {
  const batch: PreparedStep[] = [];
  let characters = 0;
  for (let index = from; batch.length < limits.batchRevisions; index += 1) {
    const step = steps[index];
    if (step?.manner !== 'transaction') break;
    // Whether what it needs is finished is looked up when it is the next one.
    if (batch.length > 0 && step.revision.requiresFinished !== undefined) break;
    characters += step.statements.reduce((sum, { sql, rows }) => sum + sql.length + (rows?.length ?? 0), 0);
    if (batch.length > 0 && characters > limits.batchCharacters) break;
    batch.push(step);
  }
  return batch;
}
