import { addToJson } from '../json/json-edit.ts';

/**
 * The text of a package.json with one more dependency, at its place in the alphabet (of a sorted list; else at the
 * end), all else as it was written. The text must be valid JSON with an object at its top, and the dependency not be
 * there.
 */
export function addDependency(text: string, name: string, version: string): string {
  return addToJson(text, { path: ['dependencies'], key: name, value: version, sorted: true }) ?? text;
}
