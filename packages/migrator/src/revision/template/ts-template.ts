import { RevisionFileError } from '../../errors/files/revision-file-error.ts';
import { RevisionTemplateError } from '../../errors/workspace/revision-template-error.ts';
import { printHeader } from '../header/print-header.ts';
import { parseRevisionFile } from '../parse-revision-file.ts';
import type { Revision } from '../revision.ts';
import type { RevisionFile } from '../revision-file.ts';
import { isMarkerLike } from '../sections/marker-like.ts';
import { fillLine, linesOf, notesOf, type TemplateFile, type TemplateLine } from './template-lines.ts';
import type { TemplateValues } from './template-values.ts';
import { withTemplateNotes } from './with-template-notes.ts';

/**
 * A data revision that is written from a template, with the tokens filled in. The comments at its top are free comments
 * of the header. In code the message and notes are refused: a quote in one would end a text. What comes back was parsed
 * again and has the header of `revision`. Throws a `RevisionTemplateError` with the line.
 */
export function dataRevisionFrom(template: TemplateFile, revision: Revision, values: TemplateValues): RevisionFile {
  const { file } = template;
  const lines = linesOf(template);
  const top = topOf(lines);
  const code = lines.slice(top);
  const noted = withTemplateNotes(revision, notesOf(template, lines.slice(0, top), values));
  const header = printHeader(noted);
  const body = code.map((line) => `${fillLine(template, line, values, 'code')}\n`).join('');
  const read = parseWritten(`${header}\n${body}`, noted, (line) => ({
    file,
    // An empty line is between header and code.
    line: Math.max(1, line - header.split('\n').length + top),
  }));
  for (const direction of ['upgrade', 'downgrade'] as const) {
    if (read[direction]?.irreversible === undefined && !isExported(code, direction)) {
      throw new RevisionTemplateError({ file, line: lines.length, problem: 'no-function', direction });
    }
  }
  return read;
}

/** The comments at the top of a template, filled in. Throws a `RevisionTemplateError` with the line. */
export function dataNotesFrom(template: TemplateFile, values: TemplateValues): readonly string[] {
  const lines = linesOf(template);
  return notesOf(template, lines.slice(0, topOf(lines)), values);
}

/** How many lines are above the code. */
function topOf(lines: readonly TemplateLine[]): number {
  const first = lines.findIndex(({ text }) => text !== '' && !isFreeComment(text));
  return first < 0 ? lines.length : first;
}

function parseWritten(
  text: string,
  revision: Revision,
  placeOf: (line: number) => { readonly file: string; readonly line: number },
): RevisionFile {
  try {
    const read = parseRevisionFile(text, revision);
    if (printHeader(read.revision) === printHeader(revision)) return read;
    throw new RevisionTemplateError({ ...placeOf(1), problem: 'unreadable', said: 'its header would be another.' });
  } catch (error) {
    if (!(error instanceof RevisionFileError)) throw error;
    const place = placeOf(error.facts.line);
    throw new RevisionTemplateError({ ...place, problem: 'unreadable', said: error.message }, { cause: error });
  }
}

function isFreeComment(text: string): boolean {
  return text.trimStart().startsWith('//') && !isMarkerLike(text.trimStart(), 0);
}

function isExported(code: readonly TemplateLine[], name: string): boolean {
  const exported = new RegExp(`^export\\b.*\\b${name}\\b`);
  return code.some(({ text }) => exported.test(text));
}
