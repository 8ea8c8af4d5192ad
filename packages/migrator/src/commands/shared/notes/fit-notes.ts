import { UsageError } from '../../../errors/usage/usage-error.ts';
import { HEADER_NOTES, type HeaderNote, headerNotes, noteLines } from '../../../revision/header/header-notes.ts';
import { noteFaults } from '../../../revision/header/required-notes.ts';
import type { Settings } from '../workbench.ts';

/** Notes of a revision that is to be written: `--ticket`, `--impact` and their like. */
export type GivenNotes = { readonly [Name in HeaderNote]?: string | undefined };

/**
 * The lines of the notes. Throws a `UsageError` for one that is empty or of several lines, and where the configuration
 * requires another one.
 */
export function fitNotes(
  command: 'revision' | 'merge' | 'dev commit',
  given: GivenNotes,
  settings: Settings,
): readonly string[] {
  for (const name of HEADER_NOTES) {
    const value = given[name];
    if (value !== undefined && (value.trim() === '' || /\p{Cc}/u.test(value))) {
      throw new UsageError({ problem: 'note-not-one-line', option: `--${name}` });
    }
  }
  const lines = noteLines(given);
  const { notes: required } = settings;
  const [fault] = required === undefined ? [] : noteFaults(headerNotes(lines), required);
  if (fault === undefined) return lines;
  const pattern = fault.name === 'ticket' ? required?.ticketPattern : undefined;
  throw new UsageError({ problem: 'note-required', command, ...fault, ...(pattern === undefined ? {} : { pattern }) });
}
