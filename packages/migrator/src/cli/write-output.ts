import { writeFileSync } from 'node:fs';
import { OutputFileError } from '../errors/workspace/usage-errors.ts';

/** Writes what a command was told to put into a file; an earlier one is replaced. Throws an `OutputFileError`. */
export function writeOutput(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    throw new OutputFileError(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
}
