/** Lines of a header for people that have a name, in the order in which they are shown. */
export const HEADER_NOTES = ['ticket', 'impact', 'performance', 'rollback'] as const;

export type HeaderNote = (typeof HEADER_NOTES)[number];

/** What the lines say; `null` where there is none. */
export type HeaderNotes = { readonly [Name in HeaderNote]: string | null };

/**
 * The named ones among the free comment lines of a header (`ticket: ABC-12`). Several of one name are one text, joined
 * by a comma.
 */
export function headerNotes(lines: readonly string[] = []): HeaderNotes {
  if (lines.length === 0) return NO_NOTES;
  const textOf = (name: HeaderNote): string | null => {
    const values = lines.flatMap((line) => {
      const value = line.startsWith(`${name}:`) ? line.slice(name.length + 1).trim() : '';
      return value === '' ? [] : [value];
    });
    return values.length === 0 ? null : values.join(', ');
  };
  return withNotes(textOf);
}

function withNotes(textOf: (name: HeaderNote) => string | null): HeaderNotes {
  const [ticket, impact, speed, rollback] = HEADER_NOTES;
  return {
    ticket: textOf(ticket),
    impact: textOf(impact),
    [speed]: textOf(speed),
    rollback: textOf(rollback),
  };
}

/** Of nearly all revisions. */
const NO_NOTES = withNotes(() => null);

/** The lines of these notes, as they are in a header. */
export function noteLines(notes: { readonly [Name in HeaderNote]?: string | undefined }): readonly string[] {
  return HEADER_NOTES.flatMap((name) => {
    const value = notes[name]?.trim();
    return value === undefined ? [] : [`${name}: ${value}`];
  });
}
