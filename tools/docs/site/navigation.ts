import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The documentation. */
export const DOCS = resolve(import.meta.dirname, '../../../docs');

/** The page that lists all others, in the order of a person's need. */
export const INDEX = 'README.md';

/** A part of the documentation with its pages, as paths in `docs/`. */
export interface Part {
  readonly title: string;
  readonly pages: readonly { readonly title: string; readonly path: string }[];
}

/** The parts of the index, from its headings and lists. Throws on a line that lists a page in no part. */
export function navigation(index = readFileSync(join(DOCS, INDEX), 'utf8')): readonly Part[] {
  const parts: { title: string; pages: { title: string; path: string }[] }[] = [];
  for (const line of index.split('\n')) {
    const heading = /^## (.+)$/.exec(line);
    if (heading?.[1] !== undefined) parts.push({ title: heading[1], pages: [] });
    const item = /^- \[([^\]]+)\]\(([^)]+\.md)\)/.exec(line);
    if (item?.[1] === undefined || item[2] === undefined) continue;
    const part = parts.at(-1);
    if (part === undefined) throw new Error(`${INDEX}: this page is in no part: ${line}`);
    part.pages.push({ title: item[1], path: item[2] });
  }
  return parts;
}

/** The address of a page on the site: `guide/first-slice.md` is `/guide/first-slice`, `README.md` is `/`. */
export function addressOf(path: string): string {
  return `/${path.replace(/README\.md$/, '').replace(/\.md$/, '')}`;
}
