import { describe, expect, test } from 'vitest';
import { parseHeader } from '../../../src/revision/header/header.ts';
import { printHeader } from '../../../src/revision/header/print-header.ts';

const SQL = { slice: 'events', file: 'features/events/migrations/x.sql' };
const parse = (lines: string) => parseHeader(`-- revision: cccc\n${lines}\n`, SQL);

describe('batches in the background', () => {
  test.each([
    ['-- revises: aaaa\n-- requires-finished: bbbb', ['bbbb'], ['bbbb']],
    // A parent is needed already.
    ['-- revises: bbbb\n-- requires-finished: bbbb', [], ['bbbb']],
    [
      '-- revises: aaaa\n-- depends-on: dddd, bbbb\n-- requires-finished: bbbb, eeee',
      ['dddd', 'bbbb', 'eeee'],
      ['bbbb', 'eeee'],
    ],
  ])('%s: what must be finished must be applied', (lines, dependsOn, requiresFinished) => {
    const revision = parse(lines);
    expect(revision).toMatchObject({ dependsOn, requiresFinished });
    const again = parseHeader(printHeader(revision), SQL);
    expect([...again.dependsOn].sort()).toEqual([...dependsOn].sort());
    expect(again.requiresFinished).toEqual(requiresFinished);
  });

  test('background is true or is not there', () => {
    expect(parse('-- background: true').background).toBe(true);
    expect(parse('-- message: x')).not.toHaveProperty('background');
    expect(printHeader(parse('-- background: true'))).toContain('-- background: true\n');
    expect(() => parse('-- background: yes')).toThrow(
      expect.objectContaining({ code: 'header-value-invalid', hint: expect.stringContaining('background: true') }),
    );
    expect(() => parse('-- requires-finished: cccc')).toThrow(
      expect.objectContaining({ code: 'header-value-invalid' }),
    );
  });
});
