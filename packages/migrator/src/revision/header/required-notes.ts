import type { Revision } from '../revision.ts';
import { HEADER_NOTES, type HeaderNote, type HeaderNotes, headerNotes } from './header-notes.ts';

/** Which notes new revisions must have (`revisions.require`). */
export interface RequiredNotes {
  readonly names: readonly HeaderNote[];
  /** What a ticket must be, as a whole: a regular expression. */
  readonly ticketPattern: string | undefined;
  /** `2026-11-29`: revisions that were created before that day need none. */
  readonly since: string;
}

/** What is wrong with the notes of one revision. */
export interface NoteFault {
  readonly name: HeaderNote;
  /** The value that does not match; absent if the note is missing. */
  readonly value?: string;
}

/** Which of these notes are missing or do not match. */
export function noteFaults(notes: HeaderNotes, { names, ticketPattern }: RequiredNotes): readonly NoteFault[] {
  return HEADER_NOTES.flatMap((name): readonly NoteFault[] => {
    const value = notes[name];
    if (value === null) return names.includes(name) ? [{ name }] : [];
    if (name !== 'ticket' || ticketPattern === undefined) return [];
    const fits = value.split(', ').every((each) => new RegExp(`^(?:${ticketPattern})$`, 'u').test(each));
    return fits ? [] : [{ name, value }];
  });
}

/** The same of a revision; nothing where it was created before they were required. One without a date is new. */
export function revisionNoteFaults({ created, notes }: Revision, required: RequiredNotes): readonly NoteFault[] {
  if (created !== undefined && created < required.since) return [];
  return noteFaults(headerNotes(notes), required);
}
