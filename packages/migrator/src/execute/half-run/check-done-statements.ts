import { placeOf } from '../../errors/files/revision-place.ts';
import { HalfRunEditedError } from '../../errors/run/half-run-errors.ts';
import { wholeText } from '../../sql/script/statement.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { FailedRun } from '../statement/failure-errors.ts';
import { statementHash } from './statement-hash.ts';

/** Finished statements must be in the file as they ran; later ones may be edited. Throws `HalfRunEditedError`. */
export function checkDoneStatements(
  { revision, statements }: PreparedStep,
  done: readonly string[],
  run: Pick<FailedRun, 'facts'>,
): void {
  for (const [number, hash] of done.entries()) {
    const statement = statements[number];
    if (statement !== undefined && statementHash(wholeText(statement)) === hash) continue;
    throw new HalfRunEditedError({
      ...placeOf(revision),
      ...(statement === undefined ? {} : { line: statement.line }),
      statementNumber: number + 1,
      done: done.length,
      ...run.facts(),
    });
  }
}
