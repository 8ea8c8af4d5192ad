/** The number of colours and shapes of slices; with more slices they repeat, and only names distinguish them. */
export const SLICE_LOOKS = 8;

/** The class that gives a slice its colour and its shape. */
export function sliceClass(slices: readonly string[], slice: string | null): string {
  const at = slice === null ? -1 : slices.indexOf(slice);
  return at < 0 ? 'slice-none' : `slice-${at % SLICE_LOOKS}`;
}
