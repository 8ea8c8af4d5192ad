import { placeOf } from '../../errors/files/revision-place.ts';
import { RevisionFileReplacedError } from '../../errors/workspace/file-errors.ts';
import type { BatchedCodeRunner } from '../../execute/data/batched-code.ts';
import type { RevisionSession } from '../../ports/database/revision-runner.ts';
import { loadDrizzle } from './drizzle-session.ts';
import { keyGuard } from './guard/key-guard.ts';
import type { LoadedCode } from './load-code.ts';
import { askVerify, guardOf, operationsOf } from './run-data-revision.ts';
import { withCode } from './with-code.ts';

/**
 * Runs the code of a data revision that exports `batch`, as often as `drive` asks for it, each time on the given
 * session. Throws what `drive` throws; a `DataRevisionError` when the code cannot be loaded, escapes the runner or
 * writes the key; and a `RevisionFileReplacedError` when the code is not the expected one.
 */
export async function runInBatches(
  root: string,
  args: Readonly<Record<string, string>>,
  request: Parameters<BatchedCodeRunner>[0],
  before?: LoadedCode,
): Promise<void> {
  const { revision, direction } = request;
  const place = placeOf(revision);
  const sending = { ...request, transactional: true, before: async () => {} };
  await withCode(root, sending, before, async (loaded, scope) => {
    const { [direction]: run, batch, verify } = loaded;
    if (run === undefined || batch === undefined) throw new RangeError('this code does not run in batches');
    const { file } = revision;
    if (loaded.file.checksum !== request.checksum) throw new RevisionFileReplacedError({ file, expected: revision.id });
    const guard = keyGuard(scope, guardOf(scope, sending), () => batch.batch);
    const drizzle = await loadDrizzle(root, place, guard);
    const keyOf = (values: readonly string[]) => (batch.isRow ? values : (values[0] ?? ''));
    const tellPlace = async <Result>(work: () => Promise<Result>): Promise<Result> => {
      try {
        return await work();
      } catch (error) {
        const at = scope.placeOf(error);
        if (at !== undefined) request.failedAt(at);
        throw error;
      }
    };
    const operations = (session: RevisionSession) => operationsOf(scope, guard, drizzle, args, { ...sending, session });
    await request
      .drive({
        batch: (session, { from, to }) =>
          tellPlace(async () => {
            const range = { from: keyOf(from), to: keyOf(to) };
            const rows = await scope.run(direction, () => run(operations(session), range));
            return typeof rows === 'number' ? rows : undefined;
          }),
        ...(verify === undefined
          ? {}
          : {
              verify: (session: RevisionSession) =>
                tellPlace(() =>
                  scope.run(direction, () =>
                    askVerify(place, direction, true, () => verify(operations(session), direction)),
                  ),
                ),
            }),
      })
      .finally(() => scope.end());
  });
}
