import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { placeOf } from '../../errors/files/revision-place.ts';
import { CurrentSchemaImportError, DataRevisionExportError } from '../../errors/run/data-revision-errors.ts';
import type { DataFunction, DataRevision } from '../../execute/data/data-operations.ts';
import { parseRevisionFile } from '../../revision/parse-revision-file.ts';
import type { Revision } from '../../revision/revision.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import type { SourcePlaces } from './bundle/source-places.ts';
import { importedSchema, isCurrentSchema } from './current-schema.ts';
import { importModule, isRecord } from './import-module.ts';

/** The code of a data revision and what its header says about it. */
export interface LoadedDataRevision extends DataRevision {
  readonly file: RevisionFile;
}

/**
 * Loads a `.ts` revision of the workspace at `root` and checks its exports. Its functions are not called. Throws a
 * `DataRevisionError` when it cannot be loaded, imports the current schema of a slice, or lacks `upgrade`, or
 * `downgrade` without being declared irreversible.
 */
export async function loadDataRevision(
  root: string,
  revision: Revision,
  onPlaces?: (places: SourcePlaces) => void,
): Promise<LoadedDataRevision> {
  const place = placeOf(revision);
  const absoluteRoot = resolve(root);
  const path = join(absoluteRoot, revision.file);
  const text = readFileSync(path, 'utf8');
  const file = parseRevisionFile(text, { slice: revision.slice, file: revision.file });
  const specifier = importedSchema(text, path, absoluteRoot);
  if (specifier !== undefined) throw new CurrentSchemaImportError({ ...place, imported: specifier });
  const { exports } = await importModule(
    path,
    absoluteRoot,
    place,
    (files) => {
      const schema = files.find((imported) => isCurrentSchema(imported, absoluteRoot));
      if (schema !== undefined)
        throw new CurrentSchemaImportError({ ...place, imported: schema.slice(absoluteRoot.length + 1) });
    },
    onPlaces,
  );

  const { upgrade, downgrade } = namedExports(exports);
  if (!isDataFunction(upgrade)) throw new DataRevisionExportError({ ...place, name: 'upgrade', found: typeof upgrade });
  if (isDataFunction(downgrade)) return { file, upgrade, downgrade };
  if (downgrade === undefined && file.downgrade?.irreversible !== undefined) return { file, upgrade };
  throw new DataRevisionExportError({ ...place, name: 'downgrade', found: typeof downgrade });
}

/** In a package without `"type": "module"` the exports arrive as one default export. */
function namedExports(exports: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return exports.upgrade === undefined && isRecord(exports.default) ? exports.default : exports;
}

function isDataFunction(value: unknown): value is DataFunction {
  return typeof value === 'function';
}
