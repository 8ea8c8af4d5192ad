import { mentionedNames } from '../node/mentioned-names.ts';
import type { ParsedRevision } from '../rule/parsed.ts';

/** Words of statements that name things by another name, or of types and functions that tables use. */
const REACHING = ['rename', 'schema', 'search_path', 'enum', 'add value', 'domain', 'function', 'partition', 'inherit'];

/**
 * Whether a text (a revision, or one of its statements) may hold what rules have to know for these statements: it says
 * one of the names that they say, or a word that reaches further. In a long history hardly any does. Leaving the others
 * out loses nothing about what the statements name, except for names that are written with escapes.
 */
export function mayMatter(linted: readonly ParsedRevision[]): (text: string) => boolean {
  const mentioned = linted.flatMap(({ statements }) =>
    statements.flatMap(({ tree }) => (tree === undefined ? [] : [mentionedNames(tree)])),
  );
  if (mentioned.some(({ reachesOthers }) => reachesOthers)) return () => true;
  const words = [...new Set([...REACHING, ...mentioned.flatMap(({ names }) => [...names])])];
  return (text) => {
    const folded = text.toLowerCase();
    return words.some((word) => folded.includes(word));
  };
}
