const MARKER = /^--\s*(partition|hypertable)\s*:/i;
/** What people write by mistake: a comment that is not read would be a table that is not partitioned. */
const NEARLY = /^--\s*(?:partition(?:s|ed|ing)?|hyper[\s_-]?tables?)\s*:/i;
const INDENTED = /^\s*--\s{2,}\S/;

/** Whether a comment declares how a table is partitioned, or tries to. */
export function isPartitionComment(text: string): boolean {
  return NEARLY.test(text);
}

/** The word in front of the colon, and what is after it; `undefined` when the word is misspelt. */
export function partitionComment(
  text: string,
): { readonly word: 'partition' | 'hypertable'; readonly rest: string } | undefined {
  const marker = MARKER.exec(text);
  if (marker === null) return undefined;
  const word = marker[1]?.toLowerCase() === 'hypertable' ? 'hypertable' : 'partition';
  return { word, rest: text.slice(marker[0].length) };
}

/** What the comments say that are indented below a line (1-based). */
export function continuedComment(lines: readonly string[], line: number): readonly string[] {
  const more: string[] = [];
  for (let at = line; INDENTED.test(lines[at] ?? ''); at++) more.push((lines[at] ?? '').trim().slice(2).trim());
  return more;
}
