import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { importedLate } from './late-modules.mjs';

const SOURCE = resolve(import.meta.dirname, '../packages/migrator/src');
const IMPORTER = join(SOURCE, 'adapters/fs/workspace.ts');

test('functions of a late module load it when they are called', () => {
  const text =
    "import {\n  checksumOfLarge,\n  readLargeRevision,\n} from './large/read-large-revision.ts';\nexport const a = 1;\n";
  expect(importedLate(SOURCE, IMPORTER, text)).toBe(
    "const checksumOfLarge = (...given) => partNow(import('./large/read-large-revision.ts')).checksumOfLarge(...given); " +
      "const readLargeRevision = (...given) => partNow(import('./large/read-large-revision.ts')).readLargeRevision(...given);\n" +
      'export const a = 1;\n',
  );
});

test('other imports, and those of types, stay', () => {
  const others =
    "import { join } from 'node:path';\nimport { parseHeader } from '../../revision/header/header.ts';\nimport type { A } from './large/read-large-revision.ts';\n";
  expect(importedLate(SOURCE, IMPORTER, others)).toBe(others);
  const typed = "import { type KnownWords } from '../../cli/words/usage-error.ts';\n";
  expect(importedLate(SOURCE, IMPORTER, typed)).toBe('\n');
});

test('only functions are loaded late', () => {
  const text = "import { WINDOW_BYTES } from './large/read-large-revision.ts';\n";
  expect(() => importedLate(SOURCE, IMPORTER, text)).toThrow('WINDOW_BYTES is no function of it');
});
