import { exampleSchema } from './example-schema.ts';
import type { ScaffoldFile } from './scaffold.ts';

export interface SliceScaffold {
  readonly label: string;
  /** Relative to the workspace root, with `/`. */
  readonly folder: string;
  /** npm scope, without `@`; given, the slice is a package of its own. */
  readonly scope?: string;
}

/** The files of one slice: its manifest, a schema to begin with, and its package where it is one. */
export function scaffoldSlice({ label, folder, scope }: SliceScaffold): readonly ScaffoldFile[] {
  const schema = scope === undefined ? 'schema.ts' : 'src/schema.ts';
  const manifest = { label, schema: `./${schema}`, migrations: './migrations' };
  return [
    { path: `${folder}/slice.json`, text: `${JSON.stringify(manifest, null, 2)}\n` },
    { path: `${folder}/${schema}`, text: exampleSchema(label) },
    ...(scope === undefined ? [] : [{ path: `${folder}/package.json`, text: packageText(label, scope) }]),
  ];
}

function packageText(label: string, scope: string): string {
  const manifest = {
    name: `@${scope}/${label.toLowerCase()}`,
    version: '0.0.0',
    private: true,
    type: 'module',
    exports: { './schema': './src/schema.ts' },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
