/** The revision that an error is about, and its file; part of `facts`. */
export interface RevisionPlace {
  readonly revision: string;
  readonly slice: string;
  readonly file: string;
}

/** The place of a revision (`Revision` fits; this layer knows no other). */
export function placeOf(revision: {
  readonly id: string;
  readonly slice: string;
  readonly file: string;
}): RevisionPlace {
  return { revision: revision.id, slice: revision.slice, file: revision.file };
}

/** `8f3c2a1b9d04 (slice events, features/events/migrations/….sql)` */
export function describePlace(place: RevisionPlace): string {
  return `${place.revision} (slice ${place.slice}, ${place.file})`;
}

/** The places as a list for a message; long lists end with their number. */
export function describePlaces(places: readonly RevisionPlace[], limit = 8): string {
  const shown = places.slice(0, limit).map(describePlace).join(', ');
  return places.length > limit ? `${shown} and ${places.length - limit} more` : shown;
}
