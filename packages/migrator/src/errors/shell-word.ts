/** A text as it is typed in a shell: `mood.'sad'` in double quotes, where they do. */
export function shellWord(text: string): string {
  if (/^[\w./=@:-]+$/.test(text)) return text;
  return text.includes("'") && !/["$`\\!]/.test(text) ? `"${text}"` : `'${text.replaceAll("'", `'\\''`)}'`;
}
