import { join } from 'node:path';
import type { RevisionPlace } from '../../errors/files/revision-place.ts';
import { DataRevisionLoadError, DataRevisionSyntaxError } from '../../errors/run/data-revision-errors.ts';
import { TemporaryFolderError } from '../../errors/workspace/folder-errors.ts';
import { describeThrown } from '../../execute/describe-thrown.ts';
import { BundleFailure } from './bundle/bundle-modules.ts';
import type { SourcePlaces } from './bundle/source-places.ts';
import { type BundledFile, bundleFile } from './bundle-file.ts';

export interface ImportedModule {
  readonly exports: Readonly<Record<string, unknown>>;
}

/**
 * Imports a TypeScript file (absolute path) again, without any cache. `inspect` sees the files that will run (absolute
 * paths) before any does. Failures become typed errors that speak of `place`.
 */
export async function importModule(
  path: string,
  root: string,
  place: RevisionPlace,
  inspect: (files: readonly string[]) => void,
  onPlaces: (places: SourcePlaces) => void = () => {},
): Promise<ImportedModule> {
  let file: BundledFile;
  try {
    file = await bundleFile(path, root);
  } catch (error) {
    throw describe(error, root, place);
  }
  inspect(file.files.map((each) => join(root, each)));
  let places: SourcePlaces | undefined;
  try {
    const exports = await file.run((found) => {
      places = found;
      onPlaces(found);
    });
    return { exports: isRecord(exports) ? exports : {} };
  } catch (error) {
    throw describe(error, root, place, places);
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function describe(error: unknown, root: string, place: RevisionPlace, places?: SourcePlaces): Error {
  if (error instanceof TemporaryFolderError) return error;
  const message = describeThrown(error);
  if (error instanceof BundleFailure && error.isSyntax && error.place !== undefined) {
    return new DataRevisionSyntaxError(
      { ...place, at: error.place.file, line: error.place.line, said: message },
      { cause: error },
    );
  }
  const at = places?.placeOf(error);
  const said = `${at === undefined ? '' : `${at.file}:${at.line}: `}${message.replaceAll(`${root}/`, '')}`;
  return new DataRevisionLoadError({ ...place, said }, { cause: error });
}
