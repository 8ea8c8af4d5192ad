import { HalfRunEditedError } from '../../errors/run/execute-errors.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { FailedRun } from '../statement/failure-errors.ts';
import { statementHash } from './statement-hash.ts';

/** What is done must stand in the file as it was run; what comes after it may be edited. Throws `HalfRunEditedError`. */
export function checkDoneStatements(
  { revision, statements }: PreparedStep,
  done: readonly string[],
  run: Pick<FailedRun, 'facts'>,
): void {
  for (const [number, hash] of done.entries()) {
    const statement = statements[number];
    if (statement !== undefined && statementHash(statement.sql) === hash) continue;
    const place = statement === undefined ? revision.file : `${revision.file}:${statement.line}`;
    throw new HalfRunEditedError(`${place}: statement ${number + 1} was run already and is not as it was then`, {
      facts: {
        revision: revision.id,
        slice: revision.slice,
        file: revision.file,
        ...(statement === undefined ? {} : { line: statement.line }),
        statementNumber: number + 1,
        done: done.length,
        ...run.facts(),
      },
      hint: `Restore the first ${done.length} statements from git; only those after them may be edited. Or \`migrate repair forget ${revision.id} --reason "…"\` to begin again.`,
    });
  }
}
