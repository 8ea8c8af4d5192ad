import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { anchorsOf, linksOf } from './links.ts';
import { DOCS, INDEX, navigation } from './site/navigation.ts';

const ROOT = resolve(DOCS, '..');
const pages = readdirSync(DOCS, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'));
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'packages/migrator/README.md',
  ...pages.map((path) => `docs/${path}`),
];

test('the index lists every page once', () => {
  const listed = navigation().flatMap((part) => part.pages.map(({ path }) => path));
  expect(listed.toSorted()).toEqual(pages.filter((path) => path !== INDEX).toSorted());
});

test('every link leads to a file that is there, and to a heading in it', () => {
  const dead: string[] = [];
  for (const document of documents) {
    const text = readFileSync(join(ROOT, document), 'utf8');
    for (const { path, anchor, line } of linksOf(text)) {
      // The package gets docs/ when it is built (tools/copy-docs.mjs).
      const beside = document.startsWith('packages/') && path.startsWith('docs/') ? '' : dirname(document);
      const target = path === '' ? join(ROOT, document) : resolve(ROOT, beside, path);
      const isThere = existsSync(target);
      const isHeading = anchor === undefined || (isThere && anchorsOf(readFileSync(target, 'utf8')).has(anchor));
      if (!isThere || !isHeading) dead.push(`${document}:${line}: ${path}${anchor === undefined ? '' : `#${anchor}`}`);
    }
  }
  expect(dead).toEqual([]);
});

test('the documentation refers to nothing outside it: it is read on the site and in the package, too', () => {
  const outside = pages.flatMap((page) =>
    linksOf(readFileSync(join(DOCS, page), 'utf8'))
      .filter(({ path }) => path !== '' && relative(DOCS, resolve(DOCS, dirname(page), path)).startsWith('..'))
      .map(({ path, line }) => `docs/${page}:${line}: ${path}`),
  );
  expect(outside).toEqual([]);
});
