import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, test as everyTime, expect } from 'vitest';
import { runShell } from '../support/run-shell.ts';
import { inSample } from '../support/sample.ts';
import { makeTempDir, removeTempDir } from '../support/temp-dir.ts';

/** All or none: what takes long is to build the site. */
const test = everyTime.runIf(inSample('site'));

const REPOSITORY = resolve(import.meta.dirname, '../../../..');

let site = '';
let pages: readonly string[] = [];

beforeAll(() => {
  site = makeTempDir('braid-site-');
  const { status, stdout, stderr } = runShell(`npm run --silent docs:site -- --outDir ${site}`, REPOSITORY);
  expect(status, stdout + stderr).toBe(0);
  // A page that cannot be rendered is not a failure of VitePress.
  expect(stdout + stderr).not.toMatch(/Error\b/);
  pages = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.html'));
});

afterAll(() => removeTempDir(site));

/** The file that a web server answers with. */
function fileOf(address: string): string | undefined {
  const candidates = [`${address}.html`, join(address, 'index.html'), address];
  return candidates.map((path) => join(site, path)).find((path) => /\.\w+$|pre-commit$/.test(path) && existsSync(path));
}

test('every page of the documentation is on the site', () => {
  const docs = readdirSync(join(REPOSITORY, 'docs'), { recursive: true, encoding: 'utf8' });
  const sources = docs.filter((path) => path.endsWith('.md'));
  expect(sources.length).toBeGreaterThan(50);
  const missing = sources.filter(
    (path) => !pages.includes(path.replace(/README\.md$/, 'index.md').replace(/md$/, 'html')),
  );
  expect(missing).toEqual([]);
});

test('no link of the site is dead, and no anchor', () => {
  const anchors = new Map<string, ReadonlySet<string>>();
  const anchorsIn = (file: string): ReadonlySet<string> => {
    const known = anchors.get(file);
    if (known !== undefined) return known;
    const ids = new Set(Array.from(readFileSync(file, 'utf8').matchAll(/\bid="([^"]+)"/g), ([, id]) => id ?? ''));
    anchors.set(file, ids);
    return ids;
  };
  let links = 0;
  const dead = pages.flatMap((page) =>
    Array.from(readFileSync(join(site, page), 'utf8').matchAll(/<a\b[^>]*\bhref="([^"]+)"/g), ([, href]) => href ?? '')
      .filter((href) => !/^[a-z]+:/.test(href))
      .filter((href) => {
        links += 1;
        const [path = '', anchor] = decodeURI(href).split('#');
        const address = path.startsWith('/') ? path : join('/', dirname(page), path);
        const file = path === '' ? join(site, page) : fileOf(address);
        return file === undefined || (anchor !== undefined && anchor !== '' && !anchorsIn(file).has(anchor));
      })
      .map((href) => `${page}: ${href}`),
  );
  expect(links).toBeGreaterThan(3000);
  expect(dead).toEqual([]);
});

test('it can be searched, and asks no other server', () => {
  const assets = readdirSync(site, { recursive: true, encoding: 'utf8' });
  const index = assets.find((path) => /localSearchIndex.*\.js$/.test(path));
  expect(readFileSync(join(site, index ?? ''), 'utf8')).toContain('multiple-heads');
  const asked = pages.flatMap((page) =>
    Array.from(
      readFileSync(join(site, page), 'utf8').matchAll(
        /<(?:script|link|img|iframe)\b[^>]*(?:src|href)="(https?:[^"]+)"/g,
      ),
      ([, address]) => `${page}: ${address}`,
    ),
  );
  expect(asked).toEqual([]);
});
