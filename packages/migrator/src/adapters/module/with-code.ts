import { placeOf } from '../../errors/files/revision-place.ts';
import { MigratorError } from '../../errors/migrator-error.ts';
import type { DataRevisionRunner } from '../../execute/run-request.ts';
import { CodeScope } from './guard/code-scope.ts';
import { guardProcess } from './guard/guard-process.ts';
import { watched } from './guard/watched.ts';
import type { LoadedCode } from './load-code.ts';
import { type LoadedDataRevision, loadDataRevision } from './load-data-revision.ts';

type Guarded = Pick<
  Parameters<DataRevisionRunner>[0],
  'revision' | 'direction' | 'leaseLost' | 'transactional' | 'quietMs' | 'failedAt' | 'steps'
>;

/**
 * Does `work` with the code of a data revision, loaded unless it was before, in a scope that nothing of it escapes.
 * Reports where in the code it failed, and throws what `work` throws.
 */
export async function withCode(
  root: string,
  request: Guarded,
  before: LoadedCode | undefined,
  work: (code: LoadedDataRevision, scope: CodeScope) => Promise<void>,
): Promise<void> {
  const { revision, direction, leaseLost } = request;
  let places = before?.places;
  const scope = new CodeScope({
    ...{ place: placeOf(revision), direction, quietMs: request.quietMs },
    // What steps have committed stays.
    transactional: request.transactional && request.steps === undefined,
    placeOf(error) {
      const found = places?.placeOf(error);
      return found === undefined ? undefined : `${found.file}:${found.line}`;
    },
  });
  const lose = () => {
    if (leaseLost.reason instanceof MigratorError) scope.fail(leaseLost.reason);
  };
  leaseLost.addEventListener('abort', lose);
  const load = () =>
    loadDataRevision(root, revision, (found) => {
      places = found;
      scope.begins();
    });
  try {
    await watched(scope, () =>
      guardProcess(scope, async () => await work(before?.code ?? (await scope.run('load', load)), scope)),
    );
  } catch (error) {
    const at = scope.placeOf(error);
    if (at !== undefined) request.failedAt(at);
    throw error;
  } finally {
    leaseLost.removeEventListener('abort', lose);
  }
}
