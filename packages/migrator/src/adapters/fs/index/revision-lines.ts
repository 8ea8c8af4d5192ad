import { parseHeader } from '../../../revision/header/header.ts';
import type { Revision } from '../../../revision/revision.ts';
import { revisionKind } from '../../../revision/revision-kind.ts';
import type { SourceFile } from '../../../sql/source-place.ts';

/** Shared, since most revisions have no dependency and no label. */
const NONE: readonly string[] = [];
/** No line of a header contains it. */
const NOTE_END = '\r';
/** What has a column of its own. */
const KEYS = ['id', 'revises', 'dependsOn', 'labels', 'message', 'slice', 'file', 'kind', 'created', 'notes'];

/**
 * Revisions as a few long texts, each with one line for each revision. A text is cut by one call of a built-in
 * function, where a JSON object for each revision takes as long to read as its file. A header that says more than
 * the columns have is kept as it is written.
 *
 * @param headerOf the text of a header
 */
export function revisionLines(revisions: readonly Revision[], headerOf: (file: string) => string): readonly string[] {
  const column = (value: (revision: Revision) => string): string => revisions.map(value).join('\n');
  return [
    column(({ id }) => id),
    column(({ revises }) => revises.join()),
    column(({ dependsOn }) => dependsOn.join()),
    column(({ labels }) => labels.join()),
    column(({ message }) => message),
    column(({ created = '' }) => created),
    column(({ notes = NONE }) => notes.join(NOTE_END)),
    column((revision) => (saysMore(revision) ? JSON.stringify(headerOf(revision.file)) : '')),
  ];
}

/** Whether a header says more than the columns have. */
export function saysMore(revision: Revision): boolean {
  return !Object.keys(revision).every((key) => KEYS.includes(key));
}

/** The revisions of these files. */
export function revisionsIn(texts: readonly string[], sources: readonly SourceFile[]): readonly Revision[] {
  const columns = texts.map((text) => text.split('\n'));
  const [ids = NONE, revises = NONE, dependsOn = NONE, labels = NONE, messages = NONE, times = NONE] = columns;
  const [notes = NONE, headers = NONE] = columns.slice(6);
  return sources.map((source, at): Revision => {
    const header = headers[at] ?? '';
    if (header !== '') return parseHeader(String(JSON.parse(header)), source);
    const { slice, file } = source;
    const usual = {
      id: ids[at] ?? '',
      revises: members(revises[at]),
      dependsOn: members(dependsOn[at]),
      labels: members(labels[at]),
      message: messages[at] ?? '',
      slice,
      file,
      kind: revisionKind(file),
    };
    const [created, note] = [times[at] ?? '', notes[at] ?? ''];
    // Two shapes for all but a few: objects of one shape take less memory.
    if (note !== '') return { ...usual, ...(created === '' ? {} : { created }), notes: note.split(NOTE_END) };
    return created === '' ? usual : { ...usual, created };
  });
}

function members(joined = ''): readonly string[] {
  if (joined === '') return NONE;
  return joined.includes(',') ? joined.split(',') : [joined];
}
