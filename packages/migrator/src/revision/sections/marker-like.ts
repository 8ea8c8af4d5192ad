const MARKER_LIKE = /(?:--|\/\/)[ \t]*migrate[ \t]*:/iy;

/**
 * Whether the comment at `offset` is, or was probably meant as, a section marker: `-- migrate:` in any case and
 * spacing.
 */
export function isMarkerLike(text: string, offset: number): boolean {
  MARKER_LIKE.lastIndex = offset;
  return MARKER_LIKE.test(text);
}
