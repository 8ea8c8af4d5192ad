/** Those of some texts that are there. */
export function presentTexts(...texts: readonly (string | null | undefined)[]): readonly string[] {
  return texts.filter((text) => text !== undefined && text !== null);
}
