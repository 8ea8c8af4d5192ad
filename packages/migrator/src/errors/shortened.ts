const SHOWN = 8;

/** The first of many differences, and how many more there are: the lines of a message. */
export function shortened(differences: readonly string[]): readonly string[] {
  const more = differences.length - SHOWN;
  return [...differences.slice(0, SHOWN), ...(more > 0 ? [`… and ${more} more`] : [])];
}
