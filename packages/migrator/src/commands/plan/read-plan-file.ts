import { PlanFileInvalidError } from '../../errors/plan/plan-file-errors.ts';
import type { DocumentFiles } from '../../ports/workspace/document-files.ts';
import { type PlanFile, planHash } from './plan-file.ts';

/**
 * Reads a plan file. Throws a `DocumentError`, or a `PlanFileInvalidError` if it is not a plan, is of another version,
 * or was edited.
 */
export function readPlanFile(documents: DocumentFiles, path: string): PlanFile {
  const value = documents.readJson(path);
  if (!isPlanLike(value)) throw new PlanFileInvalidError({ file: path, problem: 'not-a-plan' });
  if (value.version !== 1) {
    throw new PlanFileInvalidError({ file: path, problem: 'version', version: String(value.version) });
  }
  // The hash covers every field: if it matches, `plan` wrote the file, and the fields have their types.
  if (!isWhole(value)) throw new PlanFileInvalidError({ file: path, problem: 'edited' });
  return value;
}

const LISTS = ['steps', 'headsBefore', 'heads', 'halfRuns', 'targets'] as const;

interface PlanLike {
  readonly format: 'braid-plan';
  readonly version: unknown;
  readonly hash: string;
}

function isPlanLike(value: unknown): value is PlanLike {
  return (
    typeof value === 'object' &&
    value !== null &&
    Reflect.get(value, 'format') === 'braid-plan' &&
    typeof Reflect.get(value, 'hash') === 'string'
  );
}

function isWhole(value: PlanLike): value is PlanLike & PlanFile {
  return planHash(value) === value.hash && LISTS.every((key) => Array.isArray(Reflect.get(value, key)));
}
