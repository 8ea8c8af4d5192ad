import { placeOf } from '../../errors/files/revision-place.ts';
import { DataRevisionExportError } from '../../errors/run/data-revision-errors.ts';
import type { CodeFacts } from '../../execute/data/batched-code.ts';
import type { CodeLoader } from '../../execute/run-request.ts';
import type { Direction } from '../../revision/revision.ts';
import type { SourcePlaces } from './bundle/source-places.ts';
import { CodeScope } from './guard/code-scope.ts';
import { guardProcess } from './guard/guard-process.ts';
import { watched } from './guard/watched.ts';
import { type LoadedDataRevision, loadDataRevision, takesRange } from './load-data-revision.ts';

/** The code of a data revision before it runs, and what tells where in the workspace a failure of it comes from. */
export interface LoadedCode {
  readonly code: LoadedDataRevision;
  readonly places: SourcePlaces | undefined;
}

/**
 * Loads the code of a data revision as a run would, guarded, and calls none of its functions. Throws a
 * `DataRevisionError` when it cannot be loaded or escapes, and `TemporaryFolderError`.
 */
export async function loadCode(
  root: string,
  { revision, direction, quietMs }: Parameters<CodeLoader>[0],
): Promise<LoadedCode> {
  const place = placeOf(revision);
  let places: SourcePlaces | undefined;
  const scope = new CodeScope({
    ...{ place, direction, transactional: true, quietMs },
    placeOf(error) {
      const found = places?.placeOf(error);
      return found === undefined ? undefined : `${found.file}:${found.line}`;
    },
  });
  const load = () =>
    loadDataRevision(root, revision, (found) => {
      places = found;
      scope.begins();
    });
  const code = await watched(scope, () => guardProcess(scope, () => scope.run('load', load)));
  if (code[direction] === undefined) {
    throw new DataRevisionExportError({ ...place, name: direction, found: 'irreversible' });
  }
  return { code, places };
}

/** What a run has to know of the code before it runs. A downgrade has other rows to walk over, and other promises. */
export function factsOf({ code }: LoadedCode, direction: Direction): CodeFacts {
  const { checksum } = code.file;
  if (code.batch === undefined || !takesRange(code, code[direction])) return { checksum };
  const { where: _where, done: _done, ...both } = code.batch.batch;
  return { checksum, batch: direction === 'upgrade' ? code.batch.batch : both };
}
