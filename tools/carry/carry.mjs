// Makes packages/migrator/dist/carried: the parts of drizzle-kit that Braid brings along, so that it needs no certain drizzle-kit in a workspace and changes
// nothing of the user's drizzle-orm. Why: docs/decisions/004-carried-drizzle-kit.md.
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { keepReachable } from './keep-reachable.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const target = join(root, 'packages/migrator/dist/carried');

/**
 * What takes long at the start and few schemas need, made to wait until it is needed.
 *
 * @type {readonly { readonly find: string, readonly put: string, readonly times: number }[]}
 */
const LATE = [
  // The parser of array literals builds its grammar: 7 ms.
  { find: '\n\tinit_parse_pgarray();\n', put: '\n', times: 2 },
  {
    find: '\nfunction parseArray(array) {\n',
    put: '\nfunction parseArray(array) {\n\tinit_parse_pgarray();\n',
    times: 1,
  },
  {
    find: '\nfunction parseExpressionArray(array) {\n',
    put: '\nfunction parseExpressionArray(array) {\n\tinit_parse_pgarray();\n',
    times: 1,
  },
  // Temporal asks for dates in a calendar of India, for which ICU loads its tables: 13 ms.
  {
    find: 'this.vulnerableToBceBug = "10/11/-79 Saka" !== (/* @__PURE__ */ new Date("0000-01-01T00:00Z")).toLocaleDateString("en-US-u-ca-indian", { timeZone: "UTC" });',
    put: 'Object.defineProperty(this, "vulnerableToBceBug", { get: () => "10/11/-79 Saka" !== new Date("0000-01-01T00:00Z").toLocaleDateString("en-US-u-ca-indian", { timeZone: "UTC" }) });',
    times: 1,
  },
];

/** What is taken out of which file. What is left out prints, looks for files, asks at a terminal, or is of another dialect. */
const PARTS = [
  {
    name: 'drizzle-kit-1.0',
    file: 'node_modules/drizzle-kit/api-postgres.mjs',
    roots: ['generateDrizzleJson', 'generateMigration', 'up'],
    calls: [],
    late: LATE,
    without: { init_utils_node: ['prepareFilenames', 'loadModule'] },
  },
  {
    name: 'drizzle-kit-0.31',
    file: 'node_modules/drizzle-kit-031/api.mjs',
    roots: ['generateDrizzleJson'],
    calls: ['init_pgSerializer', 'init_pgImports'],
    late: [],
    without: { init_utils: [], init_utils3: [] },
  },
];

/** Writes what is older than what it is made of. */
export async function carry() {
  for (const part of PARTS) {
    const source = join(root, part.file);
    const out = join(target, `${part.name}.cjs`);
    const inputs = [
      source,
      fileURLToPath(import.meta.url),
      join(dirname(fileURLToPath(import.meta.url)), 'keep-reachable.mjs'),
    ];
    if (!existsSync(source)) throw new Error(`${part.file} is not installed: run npm install.`);
    if (existsSync(out) && inputs.every((input) => statSync(input).mtimeMs < statSync(out).mtimeMs)) continue;
    const text = edited(readFileSync(source, 'utf8'), part);
    const { code } = await transform(keepReachable(text, part), {
      format: 'cjs',
      target: 'node20',
      // Compiled from V8's cache, a script has no import() of its own.
      supported: { 'dynamic-import': false },
      minifyWhitespace: true,
      minifySyntax: true,
      legalComments: 'none',
      define: { 'import.meta.url': '__filename' },
    });
    const manifest = JSON.parse(readFileSync(join(dirname(source), 'package.json'), 'utf8'));
    mkdirSync(target, { recursive: true });
    writeFileSync(
      `${out}.new`,
      `/*! Parts of ${manifest.name} ${manifest.version}, by the Drizzle Team. See THIRD-PARTY.md. */\n${code}`,
    );
    renameSync(`${out}.new`, out);
  }
}

/**
 * @param {string} text
 * @param {Pick<typeof PARTS[number], 'file' | 'late'>} part
 */
function edited(text, { file, late }) {
  return late.reduce((before, { find, put, times }) => {
    const pieces = before.split(find);
    if (pieces.length !== times + 1) throw new Error(`${file} is another one: ${pieces.length - 1} × ${find.trim()}`);
    return pieces.join(put);
  }, text);
}
