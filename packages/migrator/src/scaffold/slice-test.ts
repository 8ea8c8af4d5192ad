import type { ScaffoldFile } from './scaffold-file.ts';

/** Vitest where the workspace has it, otherwise Node's own. */
export type TestRunner = 'vitest' | 'node';

/**
 * The test of a slice: its schema fits its revisions, and they go up, down and up again. For Node's runner the file is
 * named so that no other runner takes it for one of its own.
 */
export function sliceTest(label: string, runner: TestRunner): ScaffoldFile {
  const vitest = runner === 'vitest';
  const equal = (actual: string, expected: string) =>
    vitest ? `expect(${actual}).toEqual(${expected});` : `assert.deepEqual(${actual}, ${expected});`;
  const imports = vitest
    ? ["import { createMigrator } from '@braid/migrator';", "import { expect, test } from 'vitest';"]
    : [
        "import assert from 'node:assert/strict';",
        "import { test } from 'node:test';",
        "import { createMigrator } from '@braid/migrator';",
      ];
  const text = `${imports.join('\n')}

const slice = '${label}';
const migrator = createMigrator();

test('the schema matches the revisions', async () => {
  const { findings } = await migrator.check({ slice });
  ${equal('findings', '[]')}
});

test('the revisions go up, down and up again', { timeout: 120_000 }, async () => {
  const { revisions } = await migrator.validate({ slice });
  const problems = revisions.flatMap(({ problem }) => (problem === null ? [] : [problem]));
  ${equal('problems', '[]')}
});
`;
  return { path: vitest ? 'test/migrations.test.ts' : 'test/migrations.mjs', text };
}
