import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import { MAY_IMPORT, PURE } from './architecture/layers.ts';

const SRC = resolve(import.meta.dirname, '../src');
const REPOSITORY = resolve(import.meta.dirname, '../../..');

/** What the pure rooms may import: no IO either. */
const PURE_MODULES = ['node:crypto', 'jsonc-parser', 'smol-toml', 'yaml'];

/** Modules too heavy to be loaded before a command needs them, and the adapters' own rooms where they may be imported statically. */
const HEAVY =
  /^(pg|esbuild|get-tsconfig|drizzle-kit|drizzle-orm|libpg-query|@electric-sql\/pglite|@clack\/prompts)(\/|$)/;

interface Source {
  readonly file: string;
  readonly layer: string;
  readonly text: string;
  readonly program: ReturnType<typeof parseSync>['program'];
  readonly comments: ReturnType<typeof parseSync>['comments'];
}

const sources: readonly Source[] = filesUnder(SRC).map((path) => {
  const text = readFileSync(path, 'utf8');
  const file = relative(SRC, path).split(sep).join('/');
  const { program, comments } = parseSync(path, text);
  return { file, text, layer: file.includes('/') ? (file.split('/')[0] ?? '.') : '.', program, comments };
});

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : entry.name.endsWith('.ts') ? [path] : [];
  });
}

function staticImports({ program }: Source): { from: string; typeOnly: boolean }[] {
  return program.body.flatMap((node) => {
    if (node.type === 'ImportDeclaration') {
      const named = node.specifiers.filter((specifier) => specifier.type === 'ImportSpecifier');
      const allTypes =
        node.specifiers.length > 0 &&
        named.length === node.specifiers.length &&
        named.every((specifier) => specifier.importKind === 'type');
      return [{ from: node.source.value, typeOnly: node.importKind === 'type' || allTypes }];
    }
    if ((node.type === 'ExportNamedDeclaration' || node.type === 'ExportAllDeclaration') && node.source) {
      return [{ from: node.source.value, typeOnly: node.exportKind === 'type' }];
    }
    return [];
  });
}

/** What is imported when it is first needed, and what only types name: `import('…')` as an expression and as a type. */
function lateImports(source: Source): string[] {
  const found: string[] = [];
  const keep = (node: { readonly type: string }): void => {
    if (node.type === 'Literal' && 'value' in node && typeof node.value === 'string') found.push(node.value);
  };
  new Visitor({
    ImportExpression: ({ source: from }) => keep(from),
    TSImportType: ({ source: from }) => keep(from),
  }).visit(source.program);
  return found;
}

/** What each visitor callback finds, as `file: what`. */
function find(
  visit: (report: (what: string) => void, source: Source) => ConstructorParameters<typeof Visitor>[0],
  of = sources,
) {
  return of.flatMap((source) => {
    const found: string[] = [];
    new Visitor(visit((what) => found.push(`${source.file}: ${what}`), source)).visit(source.program);
    return found;
  });
}

test('the sources are found', () => {
  expect(sources.length).toBeGreaterThan(50);
});

test('imports run one way', () => {
  const wrong = sources.flatMap((source) =>
    [...staticImports(source).map(({ from }) => from), ...lateImports(source)]
      .filter((from) => from.startsWith('.'))
      .map((from) =>
        relative(SRC, resolve(SRC, dirname(source.file), from))
          .split(sep)
          .join('/'),
      )
      .filter(
        (target) =>
          !(MAY_IMPORT[source.layer] ?? []).includes(target.includes('/') ? (target.split('/')[0] ?? '') : '.'),
      )
      .map((target) => `${source.file} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

test('imports are seen whenever they happen', () => {
  const late = sources.flatMap((source) => lateImports(source).map((from) => `${source.layer} ${from}`));
  expect(late).toContain('wiring ../adapters/pg/pg-database.ts');
  expect(late).toContain('adapters drizzle-kit/api-postgres');
});

test('the table names exactly the folders of src', () => {
  const layers = [...new Set(sources.map(({ layer }) => layer))].sort();
  expect(Object.keys(MAY_IMPORT).sort()).toEqual(layers);
  expect(
    [...new Set([...Object.values(MAY_IMPORT).flat(), ...PURE])].filter((layer) => !layers.includes(layer)),
  ).toEqual([]);
});

test('the core is pure: no IO, no clock, no randomness, nothing asynchronous', () => {
  const core = sources.filter(({ layer }) => PURE.includes(layer));
  const imports = core.flatMap((source) =>
    staticImports(source)
      .filter(({ from }) => !from.startsWith('.') && !PURE_MODULES.includes(from))
      .map(({ from }) => `${source.file}: imports ${from}`),
  );
  const impure = find(
    (report) => ({
      Identifier: ({ name }) => {
        if (['process', 'setTimeout', 'setInterval', 'fetch', 'console', 'performance'].includes(name)) report(name);
      },
      AwaitExpression: () => report('await'),
      ImportExpression: () => report('import()'),
      CallExpression: ({ callee, arguments: given }) => {
        if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return;
        const called = `${callee.object.name}.${callee.property.type === 'Identifier' ? callee.property.name : ''}`;
        if (called === 'Date.now' || called === 'Math.random' || (called === 'crypto.randomBytes' && given))
          report(called);
      },
      NewExpression: ({ callee, arguments: given }) => {
        if (callee.type === 'Identifier' && callee.name === 'Date' && given.length === 0) report('new Date()');
      },
    }),
    core,
  );
  expect([...imports, ...impure]).toEqual([]);
});

test('heavy modules load only where they are used', () => {
  const eager = sources.flatMap((source) =>
    staticImports(source)
      .filter(({ from, typeOnly }) => HEAVY.test(from) && !typeOnly)
      .map(({ from }) => `${source.file} imports ${from}`),
  );
  expect(eager).toEqual([]);
});

/** Words of SQL that a pattern may hold: commands, and what they are about. */
const SQL_WORD =
  /(?<![a-z_])(?:select|insert|update|delete|merge|create|alter|drop|truncate|vacuum|analy[sz]e|cluster|reindex|grant|revoke|set|set_config|reset|discard|savepoint|rollback|commit|tables?|index|views?|triggers?|constraint|sequence|concurrently|cascade|references|encrypted)(?![a-z_])/i;
/** Doubled quotes, dollar quotes and the semicolon at the end, which are SQL's alone. */
const SQL_QUOTING = /\|''|''\||\|""|""\||\\\$\[\^\$\]|\(\\w\*\)\\\$|;(?:\\s\*|\?)?\$/;

function readsSql(pattern: string): boolean {
  // Without `\b` and `\s`, which are no letters of a word.
  return SQL_WORD.test(pattern.replaceAll(/\\[a-z]/gi, ' ')) || SQL_QUOTING.test(pattern);
}

/** What looks like SQL there and is not. */
const NO_SQL: Readonly<Record<string, string>> = {
  'adopt/alembic/python/read-tokens.ts': 'the quotes of Python',
  'adopt/alembic/python/string-value.ts': 'the quotes of Python',
  'adopt/alembic/read-script.ts': "a line of Alembic's docstring: 'Create Date: 2024-03-01 10:00:00'",
  'adapters/drizzle/defaults/module-exports.ts': "the classes of drizzle-orm: 'PgTable'",
  'adapters/embedded/server/server-process.ts': "what a server logs: 'could not create any TCP/IP sockets'",
  'sql-objects/footprint/table-footprint.ts': "the parse tree's names of actions: 'AT_SetStatistics'",
};

/** The regular expressions of a source that read SQL, also those that are put together from texts. */
function sqlPatterns(source: Source): readonly string[] {
  return find(
    (report) => ({
      Literal: (node) => {
        if ('regex' in node && node.regex && readsSql(node.regex.pattern)) report(node.regex.pattern);
      },
      NewExpression: ({ callee, arguments: [pattern] }) => {
        if (callee.type !== 'Identifier' || callee.name !== 'RegExp' || pattern === undefined) return;
        const text = source.text.slice(pattern.start, pattern.end);
        if (readsSql(text)) report(text);
      },
    }),
    [source],
  );
}

test('nothing outside src/sql matches SQL with a regular expression', () => {
  const found = sources.filter(({ layer }) => layer !== 'sql').filter((source) => sqlPatterns(source).length > 0);
  const wrong = found.filter(({ file }) => !(file in NO_SQL)).flatMap(sqlPatterns);
  expect(wrong).toEqual([]);
  expect(found.map(({ file }) => file).sort()).toEqual(Object.keys(NO_SQL).sort());
});

test.each([
  String.raw`^\s*alter\s+table\b`,
  String.raw`\bconcurrently\b`,
  `^DROP INDEX (?!CONCURRENTLY)`,
  `'((?:[^']|'')*)'`,
  `"(?:[^"]|"")*"|[^".]+`,
  String.raw`;\s*$`,
  String.raw`\b(?:set|set_config)\b`,
])('a pattern that reads SQL is seen as one: %s', (pattern) => {
  expect(readsSql(pattern)).toBe(true);
});

test('no `any`, no `as` but `as const`, no `!`, no enum, no suppressed check', () => {
  const wrong = find((report) => ({
    TSAnyKeyword: () => report('any'),
    TSAsExpression: ({ typeAnnotation }) => {
      const isConst =
        typeAnnotation.type === 'TSTypeReference' &&
        typeAnnotation.typeName.type === 'Identifier' &&
        typeAnnotation.typeName.name === 'const';
      if (!isConst) report('as');
    },
    TSTypeAssertion: () => report('type assertion'),
    TSNonNullExpression: () => report('!'),
    TSEnumDeclaration: () => report('enum'),
  }));
  const suppressed = sources
    .filter(({ text }) => /@ts-(ignore|expect-error|nocheck)|biome-ignore/.test(text))
    .map(({ file }) => `${file}: suppression`);
  expect([...wrong, ...suppressed]).toEqual([]);
});

test('no file is long, and half of them are short', () => {
  const lengths = sources.map(({ file, text }) => ({ file, lines: text.split('\n').length }));
  const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
  expect(lengths.filter(({ lines }) => lines > 300)).toEqual([]);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(100);
});

test('lines of comments keep to 120 columns', () => {
  const long = sources.flatMap(({ file, text, comments }) =>
    comments.flatMap(({ start, end }) => {
      const from = text.lastIndexOf('\n', start) + 1;
      const first = text.slice(0, from).split('\n').length;
      return text
        .slice(from, end)
        .split('\n')
        .flatMap((line, index) => (line.length > 120 ? [`${file}:${first + index}`] : []));
    }),
  );
  expect(long).toEqual([]);
});

test('slices reach each other only through ./schema', () => {
  const wrong = filesUnder(join(REPOSITORY, 'features'))
    .filter((path) => !path.includes('node_modules') && !path.includes(`${sep}dist${sep}`))
    .flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/from '(@braid\/[^']+|\.\.\/\.\.\/[^']+)'/g)]
        .map(([, from = '']) => from)
        .filter((from) => !/^@braid\/(migrator|[a-z]+\/schema)$/.test(from))
        .map((from) => `${relative(REPOSITORY, path)} imports ${from}`),
    );
  expect(wrong).toEqual([]);
});
