import { RevisionFileError } from '../errors/files/revision-file-error.ts';
import { UnprintableRevisionError } from '../errors/files/unprintable-revision-error.ts';
import { printStatement } from '../sql/script/print-statement.ts';
import { type StatementText, wholeText } from '../sql/script/statement.ts';
import { printHeader } from './header/print-header.ts';
import { parseRevisionFile } from './parse-revision-file.ts';
import type { Direction, Revision } from './revision.ts';
import type { RevisionDraft, SectionDraft } from './revision-draft.ts';
import type { Section } from './revision-file.ts';

/**
 * The text of an SQL revision file. The text is read back and compared with the draft: if they differ (a message of two
 * lines, a statement that ends in a comment, two statements in one), an `UnprintableRevisionError` is thrown that says
 * why.
 */
export function printRevisionFile(draft: RevisionDraft): string {
  const { revision } = draft;
  const text = [
    printHeader(revision),
    printSection('upgrade', draft.upgrade),
    printSection('downgrade', draft.downgrade),
  ].join('\n');
  const place = { slice: revision.slice, file: revision.file, line: 1, column: 1 };
  try {
    const read = parseRevisionFile(text, revision);
    const difference =
      (headerValues(read.revision) === headerValues(revision) ? undefined : 'the header') ??
      differingSection(draft.upgrade, read.upgrade) ??
      differingSection(draft.downgrade, read.downgrade);
    if (difference === undefined) return text;
    throw new UnprintableRevisionError({ ...place, differs: difference });
  } catch (error) {
    if (error instanceof UnprintableRevisionError || !(error instanceof RevisionFileError)) throw error;
    throw new UnprintableRevisionError({ ...place, said: error.message });
  }
}

function headerValues(revision: Revision): string {
  const {
    id,
    revises,
    dependsOn,
    requiresFinished = [],
    background,
    labels,
    message,
    created,
    proof,
    unproven,
    adopted,
    alters,
    renames = [],
    notes = [],
  } = revision;
  const allowed = [alters?.slices, alters?.reason];
  return JSON.stringify([
    id,
    revises,
    dependsOn,
    requiresFinished,
    background,
    labels,
    message,
    created,
    proof,
    unproven,
    adopted,
    allowed,
    renames,
    notes,
  ]);
}

function printSection(direction: Direction, section: SectionDraft): string {
  const marker = [`-- migrate:${direction}`, ...printOptions(section)].join(' ');
  return [marker, ...section.statements.map(printStatement)].map((line) => `${line}\n`).join('');
}

function printOptions(section: SectionDraft): readonly string[] {
  const { irreversible, lossy, rows, stub } = section;
  const reasons = Object.entries({ irreversible, lossy, rows, stub }).flatMap(([key, reason]) => {
    return reason === undefined ? [] : [`${key}="${reason.replace(/["\\]/g, '\\$&')}"`];
  });
  const others = Object.entries(section.options ?? {}).map(([key, value]) => `${key}=${quoted(value)}`);
  return [...(section.transaction === false ? ['transaction=off'] : []), ...others, ...reasons];
}

/** A value as it is on a marker: one that is not a plain word is in quotes. */
function quoted(value: string): string {
  return /^[^\s"\\]+$/.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
}

function differingSection(draft: SectionDraft, read: Section | undefined): string | undefined {
  if (read === undefined) return 'a section';
  if (printOptions(draft).join(' ') !== printOptions(read).join(' ')) return `the options of migrate:${read.direction}`;
  const written = draft.statements.map(wholeText);
  const index = written.findIndex((text, at) => text !== textOf(read.statements[at]));
  if (index >= 0) return `statement ${index + 1} of migrate:${read.direction}`;
  return written.length === read.statements.length ? undefined : `the end of migrate:${read.direction}`;
}

function textOf(statement: StatementText | undefined): string | undefined {
  return statement === undefined ? undefined : wholeText(statement);
}
