import { HEADER_NOTES, type HeaderNotes } from '../../../revision/header/header-notes.ts';

/** The notes that a header has, each with its name. */
export function noteRows(notes: HeaderNotes): readonly (readonly [name: string, value: string])[] {
  return HEADER_NOTES.flatMap((name) => {
    const value = notes[name];
    return value === null ? [] : [[name, value] as const];
  });
}
