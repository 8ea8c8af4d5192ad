import type { PreparedStep } from '../prepared-step.ts';
import type { Run } from '../run/run-progress.ts';
import { lockTargets } from '../statement/lock-targets.ts';
import { attemptSteps, type Send } from './attempt-steps.ts';

/** Runs consecutive transactional revisions in messages of many, each in a transaction of its own. */
export function runBatch(run: Run, steps: readonly PreparedStep[]): Promise<void> {
  const send: Send = async (batch, units, avoid, onUnit) => {
    const statements = units.flatMap((unit) => unit.statements);
    return run.database.applyBatch(run.lease, {
      units,
      ...(avoid ? { avoid: { targets: lockTargets(statements), olderThanMs: run.options.blockerAgeMs } } : {}),
      onUnit,
      onStatement: (unit, statement) => {
        const step = batch[unit];
        if (step === undefined) return;
        const statements = step.statements.length;
        run.notices.at(step, statement + 1);
        run.emit({ type: 'statement-done', statement: statement + 1, statements, ...run.place(step) });
      },
    });
  };
  return attemptSteps(run, steps, send);
}

/** The next steps that fit into one message: at least one, and only transactional ones. */
export function takeBatch(
  steps: readonly PreparedStep[],
  from: number,
  limits: { readonly batchRevisions: number; readonly batchCharacters: number },
): readonly PreparedStep[] {
  const batch: PreparedStep[] = [];
  let characters = 0;
  for (let index = from; batch.length < limits.batchRevisions; index += 1) {
    const step = steps[index];
    if (step?.manner !== 'transaction') break;
    characters += step.statements.reduce((sum, { sql }) => sum + sql.length, 0);
    if (batch.length > 0 && characters > limits.batchCharacters) break;
    batch.push(step);
  }
  return batch;
}
