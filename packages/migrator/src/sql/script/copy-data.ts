/** The end of the data lines of `COPY … FROM STDIN`, and where the text continues: after the line `\.`. */
export interface CopyDataEnd {
  readonly end: number;
  readonly next: number;
}

/**
 * Looks for the line that holds `\.` alone, as psql does in every format. `from` is the beginning of a line;
 * `undefined` when there is no such line. A last line without its end counts only when `isLast` says that nothing
 * comes after the text.
 */
export function endOfCopyData(text: string, from: number, isLast = true): CopyDataEnd | undefined {
  for (let at = text.indexOf('\\.', from); at >= 0; at = text.indexOf('\\.', at + 2)) {
    if (at > from && text[at - 1] !== '\n') continue;
    const after = text[at + 2] === '\r' ? at + 3 : at + 2;
    if (after >= text.length) return isLast ? { end: at, next: text.length } : undefined;
    if (text[after] === '\n') return { end: at, next: after + 1 };
  }
  return undefined;
}

/** The first line of the data that `isMarker` takes for a marker of the file, as its offset; -1 when there is none. */
export function markerInData(
  text: string,
  from: number,
  end: number,
  isMarker: (text: string, offset: number) => boolean,
): number {
  for (let at = text.indexOf('--', from); at >= 0 && at < end; at = text.indexOf('--', at + 2)) {
    if ((at === from || text[at - 1] === '\n') && isMarker(text, at)) return at;
  }
  return -1;
}
