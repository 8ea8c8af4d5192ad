import { type Changes, shapeTable } from './shape-tables.ts';
import type { Shape } from './shapes.ts';

/** The schema files of a shape with its first so many tables, by their paths from the root. */
export function shapeFiles(shape: Shape, tables: number, changes: Changes = {}): ReadonlyMap<string, string> {
  const { files, source, alias, ending, enums, schemas, prefix } = shape;
  const isOne = files === 1;
  const made = Array.from({ length: tables }, (_, at) => shapeTable(shape, at, changes));
  const fileOf = (at: number): number => at % files;
  const nameOf = (file: string): string => `'${alias ?? '.'}/${file}${ending}'`;
  const values = shape.hasPackage
    ? "import { STATES } from '@acme/values';\n"
    : "export const STATES = ['open', 'it\\'s', 'done'] as const;\n";
  const shared = [
    values,
    ...Array.from({ length: enums }, (_, at) => `export const kind${at} = p.pgEnum('kind_${at}', STATES);\n`),
    ...schemas.filter((each) => each !== '').map((each) => `export const ${each} = p.pgSchema('${each}');\n`),
    ...(prefix === '' ? [] : [`export const createTable = p.pgTableCreator((name) => \`${prefix}\${name}\`);\n`]),
  ].join('');
  const head = "import { type SQL, sql } from 'drizzle-orm';\nimport * as p from 'drizzle-orm/pg-core';\n";
  const result = new Map<string, string>();
  if (isOne) {
    result.set(source, `${head}${shared}${made.map(({ text }) => text).join('')}`);
    return result;
  }
  result.set(`${source}/base.ts`, `${head}${shared}`);
  for (let file = 0; file < files; file += 1) {
    const own = made.filter(({ at }) => fileOf(at) === file);
    const others = [...new Set(own.flatMap(({ uses }) => uses))].filter((at) => fileOf(at) !== file);
    const imports = [
      `import * as base from ${nameOf('base')};\nconst { ${namesIn(shared).join(', ')} } = base;\n`,
      ...others.map((at) => `import { thing${at} } from ${nameOf(`things-${fileOf(at)}`)};\n`),
    ];
    result.set(`${source}/things-${file}.ts`, `${head}${imports.join('')}${own.map(({ text }) => text).join('')}`);
  }
  const all = ['base', ...Array.from({ length: files }, (_, file) => `things-${file}`)];
  result.set(`${source}/index.ts`, all.map((file) => `export * from ${nameOf(file)};\n`).join(''));
  return result;
}

function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/export const (\w+)/g)].flatMap(([, name]) => name ?? []);
}
