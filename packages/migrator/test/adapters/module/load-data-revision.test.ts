import { describe, expect, test } from 'vitest';
import { loadDataRevision } from '../../../src/adapters/module/load-data-revision.ts';
import type { Revision } from '../../../src/revision/revision.ts';
import { writeTree } from '../fs/write-tree.ts';

const FILE = 'features/events/migrations/x.ts';
const REVISION: Revision = {
  ...{ id: 'a1', revises: [], dependsOn: [], labels: [], message: '' },
  ...{ slice: 'events', file: FILE, kind: 'ts' },
};
const HEADER = '// revision: a1\n\n';
const FUNCTION = 'export async function upgrade(): Promise<void> {}\n';
const BOTH = `${FUNCTION}export const downgrade = (): void => {};\n`;

function workspace(text: string, more: Readonly<Record<string, string>> = {}): string {
  return writeTree({
    'package.json': '{ "type": "module" }',
    'features/events/slice.json': '{ "label": "events" }',
    'features/events/src/schema.ts': 'export const table: string = "today";\n',
    'features/common/slice.json': '{ "label": "common", "schema": "./db/tables.ts" }',
    'features/common/db/tables.ts': 'export {};\n',
    [FILE]: text,
    ...more,
  });
}

test('both functions, with types, helpers and a fresh load each time', async () => {
  const root = workspace(
    `${HEADER}import { count } from './helpers/count.ts';
import type { DataOperations } from '@braid/migrator';
export async function upgrade(op: DataOperations): Promise<void> { op.log(String(count())); }
export function downgrade(op: DataOperations): void { op.log('down'); }
`,
    {
      'features/events/migrations/helpers/count.ts':
        'let calls: number = 0;\nexport const count = (): number => ++calls;\n',
    },
  );
  const lines: string[] = [];
  const unused = () => {
    throw new Error('unused');
  };
  const op = {
    ...{ execute: unused, copyFrom: unused, stream: unused, step: unused, batch: unused, db: undefined, args: {} },
    ...{ signal: new AbortController().signal, log: (line: string) => void lines.push(line) },
  };
  for (let load = 0; load < 2; load++) {
    const { upgrade, downgrade, file } = await loadDataRevision(root, REVISION);
    await upgrade(op);
    await downgrade?.(op);
    expect(file.revision.id).toBe('a1');
  }
  expect(lines).toEqual(['1', 'down', '1', 'down']);
});

test('in a package of CommonJS', async () => {
  const root = workspace(HEADER + BOTH, { 'package.json': '{}' });
  expect(await loadDataRevision(root, REVISION)).toMatchObject({
    upgrade: expect.any(Function),
    downgrade: expect.any(Function),
  });
});

test('a downgrade may be missing only when the header says why', async () => {
  const root = workspace(`// revision: a1\n// migrate:downgrade irreversible="rows are gone"\n\n${FUNCTION}`);
  const loaded = await loadDataRevision(root, REVISION);
  expect(loaded.downgrade).toBeUndefined();
  expect(loaded.file.downgrade?.irreversible).toBe('rows are gone');
});

describe('what is wrong with a data revision', () => {
  test.each<[code: string, text: string, message: string, hint: string]>([
    ['data-revision-syntax', `${HEADER}export async function upgrade( {\n`, `${FILE}:4: `, `Correct ${FILE}, line 4`],
    ['data-revision-load', `${HEADER}throw new Error('on the way');\n`, 'on the way', 'inside upgrade'],
    [
      'data-revision-load',
      `${HEADER}import 'not-there';\n${BOTH}`,
      "'not-there' imported from features/events/migrations/x.ts",
      'imports',
    ],
    ['data-revision-export', HEADER, 'exports no function "upgrade" (undefined)', 'export async function upgrade'],
    ['data-revision-export', `${HEADER}export const upgrade = 1;\n`, '(number)', 'export async function upgrade'],
    ['data-revision-export', HEADER + FUNCTION, 'exports no function "downgrade"', 'irreversible="…"'],
    [
      'data-revision-imports-schema',
      `${HEADER}import { table } from '../src/schema.ts';\n${BOTH}`,
      '"../src/schema.ts"',
      'will change',
    ],
    [
      'data-revision-imports-schema',
      `${HEADER}import {\n  table,\n} from '../src/schema';\n${BOTH}`,
      '"../src/schema"',
      'will change',
    ],
    [
      'data-revision-imports-schema',
      `${HEADER}${BOTH}const x = () => import("../src/schema.js");\n`,
      '"../src/schema.js"',
      'will change',
    ],
    [
      'data-revision-imports-schema',
      `${HEADER}import '../../common/db/tables';\n${BOTH}`,
      '"../../common/db/tables"',
      'will change',
    ],
    [
      'data-revision-imports-schema',
      `${HEADER}import { events } from '@braid/events/schema';\n${BOTH}`,
      '"@braid/events/schema"',
      'will change',
    ],
    [
      'data-revision-imports-schema',
      `${HEADER}import './helper';\n${BOTH}`,
      '"features/events/src/schema.ts"',
      'will change',
    ],
    ['header-key-missing', BOTH, `${FILE}:1:1: `, '// revision: '],
  ])('%s: %j', async (code, text, message, hint) => {
    const root = workspace(text, { 'features/events/migrations/helper.ts': "export * from '../src/schema';\n" });
    await expect(loadDataRevision(root, REVISION)).rejects.toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message), hint: expect.stringContaining(hint) }),
    );
  });

  test('words about the schema are no import', async () => {
    const root = workspace(
      `${HEADER}// export from '../src/schema' is what this was.\nconst text = "import('x')";\n${BOTH}`,
    );
    await expect(loadDataRevision(root, REVISION)).resolves.toHaveProperty('upgrade');
  });
});
