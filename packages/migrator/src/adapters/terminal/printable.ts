/** A text without control characters: names come from files, and a terminal obeys what it is sent. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '');
}
