/** A text as typed in a shell: `mood.'sad'` in double quotes if those suffice. */
export function shellWord(text: string): string {
  if (/^[\w./=@:-]+$/.test(text)) return text;
  return text.includes("'") && !/["$`\\!]/.test(text) ? `"${text}"` : `'${text.replaceAll("'", `'\\''`)}'`;
}
