import { expect, test } from 'vitest';
import { parseSeed } from '../../../src/revision/seed/parse-seed.ts';

const parse = (text: string, file = 'shop/seeds/demo.sql') => parseSeed(text, 'shop', file);
const problem = (text: string) => {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error && 'facts' in error ? error.facts : error;
  }
};

test('the header says where a seed may run', () => {
  const seed = parse('-- Demo rows.\n\n-- environments: development,  test \nupdate t set a = 1;\n');
  expect(seed).toMatchObject({ name: 'shop/demo', slice: 'shop', environments: ['development', 'test'] });
  expect(seed.statements?.map(({ line }) => line)).toEqual([4]);
  expect(parse('// environments: test\nexport async function seed() {}', 'shop/seeds/demo.ts')).toMatchObject({
    name: 'shop/demo',
    environments: ['test'],
  });
  expect(parse('\uFEFF-- environments: test\r\nselect 1').environments).toEqual(['test']);
});

test.each([
  ['update t set a = 1', { problem: 'environments-missing', line: 1 }],
  ['update t set a = 1; -- environments: test', { problem: 'environments-missing' }],
  ['-- environment: test\n', { problem: 'environments-missing' }],
  ['-- environments: test,,dev\n', { problem: 'environments-empty', line: 1 }],
  ['-- environments:\n', { problem: 'environments-empty' }],
  ['-- environments: test\n\ninsert into t values (1)', { problem: 'not-repeatable', line: 3 }],
])('%j is refused', (text, facts) => {
  expect(problem(text)).toMatchObject(facts);
});
