import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DataRevisionBatchError } from '../../errors/batch/code-batch-errors.ts';
import { placeOf, type RevisionPlace } from '../../errors/files/revision-place.ts';
import { CurrentSchemaImportError, DataRevisionExportError } from '../../errors/run/data-revision-errors.ts';
import type { DataOperations } from '../../execute/data/data-operations.ts';
import { type CodeBatch, readBatchOptions } from '../../execute/data/read-batch-options.ts';
import { parseRevisionFile } from '../../revision/parse-revision-file.ts';
import type { Direction, Revision } from '../../revision/revision.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import type { SourcePlaces } from './bundle/source-places.ts';
import { importedSchema, isCurrentSchema } from './current-schema.ts';
import { importModule, isRecord } from './import-module.ts';

/** The code of a data revision and what its header says about it. */
export interface LoadedDataRevision {
  readonly file: RevisionFile;
  readonly upgrade: LoadedFunction;
  /** Absent when the header declares the downgrade irreversible. */
  readonly downgrade?: LoadedFunction;
  /** How a function that takes a range runs in batches. */
  readonly batch?: CodeBatch;
  readonly verify?: (op: DataOperations, direction: Direction) => unknown;
}

type LoadedFunction = (op: DataOperations, range?: unknown) => unknown;

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

  const { upgrade, downgrade, batch, verify } = namedExports(exports);
  if (!isFunction(upgrade)) throw new DataRevisionExportError({ ...place, name: 'upgrade', found: typeof upgrade });
  const isOneWay = downgrade === undefined && file.downgrade?.irreversible !== undefined;
  if (!isFunction(downgrade) && !isOneWay)
    throw new DataRevisionExportError({ ...place, name: 'downgrade', found: typeof downgrade });
  if (verify !== undefined && !isFunction(verify))
    throw new DataRevisionExportError({ ...place, name: 'verify', found: typeof verify });
  const loaded = {
    ...{ file, upgrade },
    ...(isFunction(downgrade) ? { downgrade } : {}),
    ...(isFunction(verify) ? { verify: (op: DataOperations, direction: Direction) => verify(op, direction) } : {}),
  };
  return batch === undefined ? loaded : { ...loaded, batch: batchOf(loaded, batch, place) };
}

/** Whether a function runs in batches: it takes a range of keys beside `op`. */
export function takesRange({ batch }: LoadedDataRevision, run: LoadedFunction | undefined): boolean {
  return batch !== undefined && run !== undefined && run.length >= 2;
}

function batchOf(loaded: LoadedDataRevision, exported: unknown, place: RevisionPlace): CodeBatch {
  const batch = readBatchOptions(exported);
  if ('option' in batch) throw new DataRevisionBatchError({ ...place, problem: 'option', ...batch });
  const [upgrade, downgrade] = [loaded.upgrade, loaded.downgrade].map((run) => takesRange({ ...loaded, batch }, run));
  const isRange = { upgrade, downgrade };
  if (!isRange.upgrade && !isRange.downgrade) throw new DataRevisionBatchError({ ...place, problem: 'no-range' });
  const { file } = loaded;
  const isOff = (['upgrade', 'downgrade'] as const).some((each) => isRange[each] && file[each]?.transaction === false);
  if (isOff) throw new DataRevisionBatchError({ ...place, problem: 'transaction-off' });
  return batch;
}

/** In a package without `"type": "module"` the exports arrive as one default export. */
function namedExports(exports: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return exports.upgrade === undefined && isRecord(exports.default) ? exports.default : exports;
}

function isFunction(value: unknown): value is LoadedFunction {
  return typeof value === 'function';
}
