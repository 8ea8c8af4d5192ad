import { RevisionTemplateError } from '../../errors/workspace/revision-template-error.ts';
import { fillTemplate } from '../file-name-template.ts';
import { misplacedKey } from '../header/header-keys.ts';
import { HEADER_NOTES } from '../header/header-notes.ts';
import { CODE_TOKENS, TEMPLATE_TOKENS, type TemplateValues } from './template-values.ts';

/** The text of a template and where it is, relative to the root of the workspace. */
export interface TemplateFile {
  readonly file: string;
  readonly text: string;
}

/** A line of a template. */
export interface TemplateLine {
  readonly text: string;
  /** Counted from 1. */
  readonly number: number;
}

/** What the header of a revision must not have, and what ends a comment of TypeScript. */
const CONTROL = /[^\P{Cc}\t]|[\u2028\u2029]/u;

/**
 * The lines of a template, without blanks at their ends. Throws a `RevisionTemplateError` for a control character other
 * than a tab.
 */
export function linesOf({ file, text }: TemplateFile): readonly TemplateLine[] {
  return text
    .trimEnd()
    .split('\n')
    .map((whole, index) => {
      const line = { text: whole.trimEnd(), number: index + 1 };
      if (CONTROL.test(line.text)) throw new RevisionTemplateError({ file, line: line.number, problem: 'control' });
      return line;
    });
}

/** Without empty lines at the beginning and the end. */
export function trimLines(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line !== '');
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex((line) => line !== '') + 1);
}

/** Puts values for the tokens of a line. Throws a `RevisionTemplateError` for one that may not be there. */
export function fillLine(
  { file }: TemplateFile,
  { text, number: line }: TemplateLine,
  values: TemplateValues,
  where: 'comment' | 'code',
): string {
  const filled = fillTemplate(text, (token) => {
    const value = values.get(token);
    if (value === undefined) {
      const known = where === 'code' ? CODE_TOKENS : TEMPLATE_TOKENS;
      throw new RevisionTemplateError({ file, line, problem: 'unknown-token', token, known });
    }
    if (where === 'code' && !CODE_TOKENS.includes(token)) {
      throw new RevisionTemplateError({ file, line, problem: 'token-in-code', token, known: CODE_TOKENS });
    }
    return value;
  });
  return filled.trimEnd();
}

/**
 * Comment lines of a template as free comments of the header. A line of a note that the revision has already
 * (`ticket: %(ticket)`) is left out. Throws a `RevisionTemplateError` for a key of the header.
 */
export function notesOf(
  template: TemplateFile,
  lines: readonly TemplateLine[],
  values: TemplateValues,
): readonly string[] {
  const notes = lines.flatMap((line) => {
    // As the header is read: without the marker, and without one blank after it.
    const content = line.text
      .trimStart()
      .slice(2)
      .replace(/^[ \t]/, '');
    const key = misplacedKey(content.trimStart());
    if (key !== undefined) {
      throw new RevisionTemplateError({ file: template.file, line: line.number, problem: 'header-key', key });
    }
    const note = fillLine(template, { ...line, text: content }, values, 'comment');
    const isSaid = HEADER_NOTES.some((name) => note.startsWith(`${name}:`) && values.get(name) !== '');
    return isSaid ? [] : [note];
  });
  return trimLines(notes);
}
