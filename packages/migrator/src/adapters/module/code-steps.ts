import { DataRevisionBatchError } from '../../errors/batch/code-batch-errors.ts';
import { DataRevisionStepsError } from '../../errors/batch/step-errors.ts';
import { placeOf } from '../../errors/files/revision-place.ts';
import type { CodeStep, CodeSteps } from '../../execute/code-steps/code-steps.ts';
import type { DataOperations } from '../../execute/data/data-operations.ts';
import { readBatchOptions } from '../../execute/data/read-batch-options.ts';
import type { RevisionSession } from '../../ports/database/revision-runner.ts';
import type { Batch } from '../../revision/batch/batch.ts';
import type { Direction, Revision } from '../../revision/revision.ts';
import type { CodeScope, Inside } from './guard/code-scope.ts';

/** What `op.step` and `op.batch` need. */
export interface StepContext {
  readonly revision: Revision;
  readonly direction: Direction;
  /** Absent if the revision does not run step by step. */
  readonly steps: CodeSteps | undefined;
  /** Makes `op` use this session, and refuse statements that change the key of these batches. */
  using<Result>(session: RevisionSession, batch: Batch | undefined, work: () => Promise<Result>): Promise<Result>;
  failedAt(place: string): void;
}

/** One printable line of 1 to 80 characters, trimmed. */
const NAME = /^(?! )[^\p{C}\p{Zl}\p{Zp}]{1,80}(?<! )$/u;

/**
 * `op.step` and `op.batch`. `op` is what their functions get. They throw a `DataRevisionStepsError` or
 * `DataRevisionBatchError` for what cannot run, and what ends the run.
 */
export function stepOperations<Database>(
  scope: CodeScope,
  context: StepContext,
  op: () => DataOperations<Database>,
): Pick<DataOperations<Database>, 'step' | 'batch'> {
  const place = { ...placeOf(context.revision), direction: context.direction };
  const wrong = (error: DataRevisionStepsError | DataRevisionBatchError): never => {
    scope.fail(error);
    throw error;
  };
  const run = async (
    call: string,
    name: unknown,
    work: (step: Pick<CodeStep, 'name' | 'failedAt'>, told: Inside, steps: CodeSteps) => Promise<void>,
  ): Promise<void> => {
    const { steps } = context;
    if (steps === undefined) return wrong(new DataRevisionStepsError({ ...place, problem: 'not-declared', call }));
    if (typeof name !== 'string' || !NAME.test(name)) {
      return wrong(new DataRevisionStepsError({ ...place, problem: 'name', name: String(name) }));
    }
    let at: string | undefined;
    const nested = () => new DataRevisionStepsError({ ...place, problem: 'nested', name });
    await scope.aside(`${call}('${name}')`, nested, async (inside) => {
      const told: Inside = async (part) => {
        try {
          return await inside(part);
        } catch (error) {
          at = scope.placeOf(error);
          if (at !== undefined) context.failedAt(at);
          throw error;
        }
      };
      await work({ name, failedAt: () => at }, told, steps);
    });
  };
  return {
    step: (name, work) =>
      run('op.step', name, (step, told, steps) =>
        steps.step({ ...step, text: textOf(work) }, (session) =>
          context.using(session, undefined, () => told(async () => void (await work(op())))),
        ),
      ),
    batch: async (name, options, work) => {
      const read = readBatchOptions(options);
      if ('option' in read) return wrong(new DataRevisionBatchError({ ...place, problem: 'option', ...read }));
      const { batch, isRow } = read;
      const keyOf = (values: readonly string[]) => (isRow ? values : (values[0] ?? ''));
      const call: (op: DataOperations<Database>, range: unknown) => unknown = (...given) =>
        Reflect.apply(work, undefined, given);
      await run('op.batch', name, (step, told, steps) =>
        steps.batch({ ...step, text: `${textOf(work)}${JSON.stringify(named(batch))}` }, batch, (session, range) =>
          context.using(session, batch, async () => {
            const rows = await told(async () => await call(op(), { from: keyOf(range.from), to: keyOf(range.to) }));
            return typeof rows === 'number' ? rows : undefined;
          }),
        ),
      );
    },
  };
}

/** The rows of a batch: all others may change while it runs. */
function named({ table, key, where }: Batch) {
  return { table, key, where };
}

function textOf(work: unknown): string {
  return typeof work === 'function' ? Function.prototype.toString.call(work) : String(work);
}
