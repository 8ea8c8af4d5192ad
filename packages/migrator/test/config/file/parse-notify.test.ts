import { describe, expect, test } from 'vitest';
import { notifyReason } from '../../../src/config/file/notify-reason.ts';
import { parseConfig } from '../../../src/config/file/parse-config.ts';

const parse = (...notify: readonly object[]) => parseConfig({ notify }, 'migrate.config.json').notify;

test.each([
  ['failed', { kind: 'failed' }],
  ['slow>10min', { kind: 'slow', afterMs: 600_000 }],
  ['slow>5s', { kind: 'slow', afterMs: 5_000 }],
  ['slow', undefined],
  ['slow>1d', undefined],
  ['slow>999999h', undefined],
  ['Failed', undefined],
])('%s', (word, reason) => expect(notifyReason(word)).toEqual(reason));

describe('notify', () => {
  test('a URL, a variable or a command', () => {
    const given = [
      { on: ['failed'], url: 'https://x/y', format: 'slack', secretVariable: 'S', timeout: 5000 },
      { on: ['drift', 'slow>1h'], urlVariable: 'HOOK', environments: ['production'] },
      { on: ['locks'], command: ['page', '--now'] },
    ];
    expect(parse(...given)).toEqual(given);
  });

  test.each([
    ['needs exactly one', { on: ['failed'] }],
    ['needs exactly one', { on: ['failed'], url: 'https://x', command: ['a'] }],
    ['notify[0].on', { on: [], url: 'https://x' }],
    ['notify[0].on', { on: ['often'], url: 'https://x' }],
    ['notify[0].on', { url: 'https://x' }],
    ['http or https', { on: ['failed'], url: 'file:///etc/passwd' }],
    ['begins with a program', { on: ['failed'], command: [] }],
    ['json, slack, teams', { on: ['failed'], url: 'https://x', format: 'xml' }],
    ['between 1 and 300000', { on: ['failed'], url: 'https://x', timeout: 0 }],
    ['not a known key', { on: ['failed'], url: 'https://x', secret: 'in the file' }],
  ])('%s', (says, given) => expect(() => parse(given)).toThrow(says));
});
