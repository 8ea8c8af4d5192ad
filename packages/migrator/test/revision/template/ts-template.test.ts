import { describe, expect, test } from 'vitest';
import { templateValues } from '../../../src/revision/template/template-values.ts';
import { dataRevisionFrom } from '../../../src/revision/template/ts-template.ts';

const REVISION = {
  id: 'a1b2c3d4e5f6',
  revises: [],
  dependsOn: [],
  labels: ['shop'],
  message: "it's */ ' process.exit()",
  slice: 'shop',
  file: 'features/shop/migrations/a.ts',
  kind: 'ts',
  created: '2026-11-21T00:33:07Z',
} as const;
const VALUES = templateValues(REVISION, new Date('2026-11-21T00:33:07Z'), {});
const UP = 'export async function upgrade(op) {}\n';
const DOWN = 'export async function downgrade(op) {}\n';

function written(text: string) {
  return dataRevisionFrom({ file: 'templates/new.ts', text }, REVISION, VALUES);
}

test('comments at the top are in the header, and code follows with its tokens', () => {
  const { text, revision } = written(`// Owner: team %(slice), %(message)

import { log } from 'our-log';
${UP}export const downgrade = async () => log('%(revision)');
`);
  expect(text).toBe(`// revision: a1b2c3d4e5f6
// branch-label: shop
// message: it's */ ' process.exit()
// created: 2026-11-21T00:33:07Z
//
// Owner: team shop, it's */ ' process.exit()

import { log } from 'our-log';
export async function upgrade(op) {}
export const downgrade = async () => log('a1b2c3d4e5f6');
`);
  expect(revision.notes).toEqual(["Owner: team shop, it's */ ' process.exit()"]);
});

test('a downgrade that is marked irreversible needs no function', () => {
  const { downgrade } = written(`// migrate:downgrade irreversible="sums are gone"\n${UP}`);
  expect(downgrade?.irreversible).toBe('sums are gone');
});

describe('a template is refused with its file and line', () => {
  test.each([
    ['', 1, 'exports no function upgrade'],
    [`// a\n${UP}`, 2, 'exports no function downgrade'],
    [`// ${UP}${DOWN}`, 2, 'exports no function upgrade'],
    [`${UP}// migrate:downgrade irreversible="x"\n`, 2, 'exports no function downgrade'],
    [`// revises: x\n${UP}${DOWN}`, 1, '"revises" is a line of the header'],
    [`${UP}// %(sluug)\n${DOWN}`, 2, '%(sluug) is unknown'],
    [`// x\n${UP}${DOWN}const a = '%(message)';\n`, 4, '%(message) may be in the comments at the top only'],
    [`${UP}${DOWN}// \`%(ticket)\n`, 3, '%(ticket) may be in the comments at the top only'],
    [`// x\n\n// migrate:sideways\n${UP}${DOWN}`, 3, 'could not be read back'],
    [`// a\u2028b\n${UP}${DOWN}`, 1, 'control characters'],
  ])('%j', (text, line, problem) => {
    expect(() => written(text)).toThrow(
      expect.objectContaining({
        code: 'revision-template',
        message: expect.stringContaining(problem),
        facts: expect.objectContaining({ file: 'templates/new.ts', line }),
      }),
    );
  });
});
