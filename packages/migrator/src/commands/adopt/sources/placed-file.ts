import type { ForeignFile } from '../../../adopt/foreign-history.ts';
import type { RevisionFiles } from '../../../ports/workspace/revision-files.ts';

/** One file of the workspace with its text. */
export function placedFile(files: Pick<RevisionFiles, 'read'>, path: string): ForeignFile {
  return { path, text: files.read(path) ?? '' };
}
