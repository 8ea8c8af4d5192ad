import { MigratorError } from '../../../errors/migrator-error.ts';
import { fileMeaning } from '../../../revision/file-meaning.ts';
import { printHeader } from '../../../revision/header/print-header.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';

/**
 * Lines of a generated file that were written by hand: they are not in the file as its snapshots generate it. Empty if
 * both files mean the same and no comment would be lost.
 *
 * @param generated drafts it again from the snapshots
 */
export async function handEdits(
  file: RevisionFile,
  generated: () => Promise<readonly { readonly file: RevisionFile }[]>,
): Promise<{ readonly edits: readonly string[]; readonly dependsOn: readonly string[] }> {
  const whole = { edits: bodyLines(file), dependsOn: file.revision.dependsOn };
  try {
    const [again, more] = await generated();
    if (again === undefined || more !== undefined) return whole;
    const dependsOn = file.revision.dependsOn.filter((name) => !again.file.revision.dependsOn.includes(name));
    const known = new Set(bodyLines(again.file).map(blankless));
    const isSame = fileMeaning(again.file) === fileMeaning(file);
    const own = bodyLines(file).filter((line) => !known.has(blankless(line)) && (!isSame || isComment(line)));
    if (isSame || own.length > 0) return { edits: own, dependsOn };
    // Something was only removed.
    const kept = new Set(bodyLines(file).map(blankless));
    const gone = bodyLines(again.file).filter((line) => !kept.has(blankless(line)));
    return { edits: gone.length === 0 ? whole.edits : gone.map((line) => `without: ${line}`), dependsOn };
  } catch (error) {
    // What cannot be generated was written by hand.
    if (error instanceof MigratorError) return whole;
    throw error;
  }
}

function bodyLines({ text, revision }: RevisionFile): readonly string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const from = lines.findIndex((line) => /^--\s*migrate:/.test(line));
  const header = from < 0 ? printHeader(revision).split('\n').length : from;
  return lines.slice(header).flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
}

function isComment(line: string): boolean {
  return line.startsWith('--') && !/^--\s*migrate:/.test(line);
}

function blankless(line: string): string {
  return line.replace(/\s+/g, '').toLowerCase();
}
