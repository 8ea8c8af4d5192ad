/** A word that may come next on a command line. */
export interface Candidate {
  readonly word: string;
  /** For shells that show it. */
  readonly about: string;
}

export function candidate(word: string, about = ''): Candidate {
  return { word, about };
}
