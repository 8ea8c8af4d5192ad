/** Whether a program runs the command in continuous integration: `CI` is set, and not to a word for no. */
export function isCi({ CI }: Readonly<Record<string, string | undefined>>): boolean {
  return CI !== undefined && !['', '0', 'false'].includes(CI);
}
