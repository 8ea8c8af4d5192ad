import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DocumentError } from '../../errors/workspace/document-error.ts';
import type { DocumentFiles } from '../../ports/workspace/document-files.ts';
import { systemCode } from '../process/system-code.ts';
import { putFileAtomically } from './write-file-atomically.ts';

/** Files that are named on the command line, relative to the folder in which the command was run. */
export function openDocumentFiles(folder: string): DocumentFiles {
  return {
    readJson(path) {
      let text: string;
      try {
        text = readFileSync(resolve(folder, path), 'utf8').replace(/^\uFEFF/, '');
      } catch (cause) {
        throw new DocumentError({ file: path, problem: 'unreadable' }, { cause });
      }
      try {
        return JSON.parse(text);
      } catch (cause) {
        throw new DocumentError({ file: path, problem: 'not-json' }, { cause });
      }
    },
    write(path, text) {
      const file = resolve(folder, path);
      try {
        putFileAtomically(file, text);
      } catch (cause) {
        const reason = systemCode(cause);
        const facts = { file: path, problem: 'unwritable', ...(reason === undefined ? {} : { reason }) } as const;
        throw new DocumentError(facts, { cause });
      }
    },
  };
}
