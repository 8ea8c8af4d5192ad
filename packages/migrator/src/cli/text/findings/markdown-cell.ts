/** A text in a cell of a table: a name can hold anything, and none of it may become a link, a tag or another cell. */
export function markdownCell(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>|#~@]/g, (sign) => (sign === '<' ? '&lt;' : sign === '>' ? '&gt;' : `\\${sign}`))
    .replace(/\s+/g, ' ');
}
