import { MigratorError } from '../../errors/migrator-error.ts';
import type { HookRun } from '../../ports/workspace/post-write.ts';
import { fileMeaning } from '../../revision/file-meaning.ts';
import { parseRevisionFile } from '../../revision/parse-revision-file.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import type { Workbench } from './workbench.ts';

/** What the hooks did, and the text of the file after them. */
export interface Finished {
  readonly hooks: readonly HookRun[];
  readonly text: string;
}

/**
 * Runs the configured commands on a new file. It stays written whatever they do; but a command that leaves something
 * differently from the proof (another header, other statements, no revision at all) has failed.
 */
export async function afterWriting(
  { files, ...bench }: Pick<Workbench, 'files' | 'postWrite'>,
  written: RevisionFile,
): Promise<Finished> {
  const postWrite = await bench.postWrite();
  if (postWrite === undefined) return { hooks: [], text: written.text };
  const { file } = written.revision;
  const hooks = [...(await postWrite.run(file))];
  const text = files.read(file);
  const last = hooks.at(-1);
  const problem = text === undefined ? 'it removed the file' : differenceOf(written, text);
  if (problem !== undefined && last !== undefined)
    hooks[hooks.length - 1] = { ...last, problem: last.problem ?? problem };
  return { hooks, text: text ?? written.text };
}

function differenceOf(written: RevisionFile, text: string): string | undefined {
  if (text === written.text) return undefined;
  const { slice, file, kind, id } = written.revision;
  try {
    const now = parseRevisionFile(text, { slice, file });
    if (JSON.stringify(now.revision) !== JSON.stringify(written.revision)) return 'it changed the header';
    // The statements of a data revision are code, which no proof has seen.
    if (kind === 'ts' || fileMeaning(now) === fileMeaning(written)) return undefined;
    return `it changed more than blanks and case of the SQL, and what was proven is no more; prove it again: migrate validate ${id}`;
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
    return `what it left is not a revision: ${error.message}`;
  }
}
