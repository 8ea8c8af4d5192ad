import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { parseSync } from 'oxc-parser';
import { expect, test } from 'vitest';

const SRC = resolve(import.meta.dirname, '../src');

const files = filesUnder(SRC);

/** What each file imports of ours, types included, whenever it is loaded. */
const imports = new Map(files.map((file) => [file, importsOf(file)]));

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(path);
    return entry.name.endsWith('.ts') ? [relative(SRC, path).split(sep).join('/')] : [];
  });
}

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  const { module } = parseSync(file, text);
  const requests = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) => entries.map(({ moduleRequest }) => moduleRequest?.value ?? '')),
    ...module.dynamicImports.map(({ moduleRequest }) => text.slice(moduleRequest.start + 1, moduleRequest.end - 1)),
  ];
  return requests
    .filter((request) => request.startsWith('.'))
    .map((request) =>
      relative(SRC, resolve(SRC, dirname(file), request))
        .split(sep)
        .join('/'),
    );
}

/** The sets of nodes that all reach each other: Tarjan's strongly connected components of more than one node. */
function circlesOf(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const found: string[][] = [];
  const number = new Map<string, number>();
  const stack: string[] = [];
  const visit = (node: string): number => {
    const own = number.size;
    number.set(node, own);
    let lowest = own;
    stack.push(node);
    for (const next of edges.get(node) ?? []) {
      if (!number.has(next)) lowest = Math.min(lowest, visit(next));
      else if (stack.includes(next)) lowest = Math.min(lowest, number.get(next) ?? own);
    }
    if (lowest === own) {
      const circle = stack.splice(stack.indexOf(node));
      if (circle.length > 1) found.push(circle.sort());
    }
    return lowest;
  };
  for (const node of edges.keys()) if (!number.has(node)) visit(node);
  return found;
}

test('circles are found', () => {
  const edges = { a: ['b'], b: ['c'], c: ['a', 'd'], d: ['e'], e: ['d'], f: ['a'] };
  expect(circlesOf(new Map(Object.entries(edges)))).toEqual([
    ['d', 'e'],
    ['a', 'b', 'c'],
  ]);
});

test('all imports are found: types, re-exports, and what is loaded late', () => {
  expect(imports.get('execute/run/running.ts')).toContain('execute/run/notices.ts');
  expect(imports.get('index.ts')).toContain('state/lease.ts');
  expect(imports.get('wiring/embedded-control.ts')).toContain('adapters/embedded/start-embedded.ts');
});

test('no file imports itself by way of others, not even for a type', () => {
  expect(circlesOf(imports)).toEqual([]);
});

const rooms = [
  ...new Set(files.filter((file) => file.split('/').length > 2).map((file) => file.slice(0, file.indexOf('/')))),
];

test('the rooms are found', () => {
  expect(rooms).toEqual(expect.arrayContaining(['adapters', 'cli', 'commands', 'schema', 'sql']));
});

test.each(rooms)('the folders of %s import one way', (room) => {
  const folderOf = (file: string) => {
    const [first, second, third] = file.split('/');
    return first === room && third !== undefined ? second : undefined;
  };
  const folders = new Map<string, string[]>();
  for (const [file, targets] of imports) {
    const folder = folderOf(file);
    if (folder === undefined) continue;
    const others = targets.flatMap((target) => folderOf(target) ?? []).filter((other) => other !== folder);
    folders.set(folder, [...(folders.get(folder) ?? []), ...others]);
  }
  expect(circlesOf(folders)).toEqual([]);
});

test('a folder of more than fifteen files is two', () => {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  const large = [...counts].filter(([, count]) => count > 15);
  expect(large).toEqual([]);
});
