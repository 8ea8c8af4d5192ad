import { exampleSchema } from './example-schema.ts';
import { formatJson } from './json/format-json.ts';
import type { ScaffoldFile } from './scaffold-file.ts';
import { schemaPath } from './schema-path.ts';
import { sliceTest, type TestRunner } from './slice-test.ts';

export interface SliceScaffold {
  readonly label: string;
  /** Relative to the workspace root, with `/`. */
  readonly folder: string;
  /** Given, the slice is a package of its own. */
  readonly package?: SlicePackageScaffold;
}

export interface SlicePackageScaffold {
  /** npm scope, without `@`. */
  readonly scope: string;
  readonly runner: TestRunner;
  /** What its package.json asks for, by name. */
  readonly versions: { readonly drizzle: string; readonly migrator: string };
  /**
   * The configuration that its tsconfig.json extends, relative to the root; `null` for none. Left out where the
   * workspace has no TypeScript projects.
   */
  readonly tsconfig?: string | null | undefined;
  /** How the command line is called. */
  readonly migrate: string;
}

/** The files of one slice: its manifest, a schema to begin with, and all that belongs to a package where it is one. */
export function scaffoldSlice({ label, folder, package: own }: SliceScaffold): readonly ScaffoldFile[] {
  const schema = own === undefined ? 'schema.ts' : 'src/schema.ts';
  const manifest = { $schema: schemaPath(folder, 'slice'), label, schema: `./${schema}`, migrations: './migrations' };
  return [
    { path: 'slice.json', text: json(manifest) },
    { path: schema, text: exampleSchema(label) },
    ...(own === undefined ? [] : packageFiles(label, folder, own)),
  ].map(({ path, text }) => ({ path: `${folder}/${path}`, text }));
}

function packageFiles(label: string, folder: string, own: SlicePackageScaffold): readonly ScaffoldFile[] {
  const { scope, runner, versions, tsconfig, migrate } = own;
  const manifest = {
    name: packageName(label, scope),
    version: '0.0.0',
    private: true,
    type: 'module',
    exports: { './schema': './src/schema.ts' },
    scripts: { test: runner === 'vitest' ? 'vitest run' : 'node --test' },
    dependencies: { 'drizzle-orm': versions.drizzle },
    devDependencies: { '@braid/migrator': versions.migrator },
  };
  const readme = `# ${label}

A slice with its own tables and migrations. After a change of \`src/schema.ts\`: \`${migrate} revision -m "what changed" --slice ${label}\`
`;
  return [
    { path: 'package.json', text: json(manifest) },
    // git keeps no empty folder.
    { path: 'migrations/.gitkeep', text: '' },
    sliceTest(label, runner),
    { path: 'README.md', text: readme },
    ...(tsconfig === undefined ? [] : [{ path: 'tsconfig.json', text: json(tsconfigOf(folder, tsconfig)) }]),
  ];
}

export function packageName(label: string, scope: string): string {
  return `@${scope}/${label.toLowerCase()}`;
}

const ALONE = { target: 'es2023', module: 'nodenext', composite: true, strict: true, skipLibCheck: true };

function tsconfigOf(folder: string, base: string | null): object {
  const up = folder.replace(/[^/]+/g, '..');
  return {
    ...(base === null ? {} : { extends: `${up}/${base}` }),
    compilerOptions: {
      ...(base === null ? ALONE : { composite: true }),
      rootDir: 'src',
      outDir: 'dist',
      tsBuildInfoFile: 'dist/.tsbuildinfo',
    },
    include: ['src'],
  };
}

function json(value: object): string {
  return `${formatJson(value)}\n`;
}
