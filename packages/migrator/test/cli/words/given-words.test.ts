import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitWords } from '../../../src/cli/words/given-words.ts';
import { shellWord } from '../../../src/errors/shell-word.ts';
import { writeTree } from '../../adapters/fs/write-tree.ts';
import { runCli } from '../run-cli.ts';

describe('words of a command in a variable', () => {
  test.each([
    ['', []],
    ['  \n\t ', []],
    ['upgrade heads', ['upgrade', 'heads']],
    [' upgrade\theads\n--quiet ', ['upgrade', 'heads', '--quiet']],
    [`upgrade --tag 'release 7' -x note="a b"`, ['upgrade', '--tag', 'release 7', '-x', 'note=a b']],
    [`revision -m "say \\"hi\\" for \\$5"`, ['revision', '-m', 'say "hi" for $5']],
    [String.raw`a\ b '\' "\n"`, ['a b', '\\', '\\n']],
    [`a"b"'c'`, ['abc']],
    [`"" ''`, ['', '']],
    ['a#b events@-1 "#"', ['a#b', 'events@-1', '#']],
  ])('%j', (text, words) => {
    expect(splitWords(text)).toEqual(words);
  });

  test.each([
    ['upgrade heads && rm -rf /', '& without quotes'],
    ['upgrade $TARGET', '$ without quotes'],
    ['upgrade "$TARGET"', '$ in double quotes'],
    ['upgrade `id`', '` without quotes'],
    ['upgrade heads; id', '; without quotes'],
    ['upgrade > /tmp/x', '> without quotes'],
    ['upgrade # all', '# without quotes'],
    ['upgrade *', '* without quotes'],
    ["upgrade 'heads", "a ' that is not closed"],
    ['upgrade "heads', 'a " that is not closed'],
    ['upgrade \\', 'a backslash at its end'],
  ])('%s is refused', (text, why) => {
    expect(() => splitWords(text)).toThrow(expect.objectContaining({ message: expect.stringContaining(why) }));
  });

  test('a quoted word is read back, whatever it is', () => {
    const word = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0'));
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(splitWords(words.map((each) => `'${each.replaceAll("'", `'\\''`)}'`).join(' '))).toEqual(words);
        expect(splitWords(words.map(shellWord).join(' '))).toEqual(words);
      }),
    );
  });

  test('what is split at all, sh splits in the same way', () => {
    const text = fc
      .array(fc.constantFrom('a', 'B', ' ', '  ', '\t', "'", '"', '\\', '\\"', '=', '-', '#', '@', '$', '%'), {
        maxLength: 12,
      })
      .map((parts) => parts.join(''));
    const texts: string[] = [];
    const split: (readonly string[])[] = [];
    fc.assert(
      fc.property(text, (each) => {
        try {
          const words = splitWords(each);
          texts.push(each);
          split.push(words);
        } catch {
          // Refused.
        }
      }),
      { numRuns: 1000, seed: 7 },
    );
    // One shell for all of them.
    const script = texts.map((each) => `set -- ${each}\nprintf '%s\\0' "$#" "$@"`).join('\n');
    const { stdout } = spawnSync('sh', ['-s'], { input: script, encoding: 'utf8' });
    expect(stdout).toBe(split.map((words) => [String(words.length), ...words, ''].join('\0')).join(''));
    expect(texts.length).toBeGreaterThan(300);
  });
});

describe('MIGRATION_COMMAND', () => {
  const cwd = writeTreeOnce();

  test('counts where no argument is given', async () => {
    const env = { MIGRATION_COMMAND: 'heads --json' };
    const { exitCode, stdout } = await runCli([], { cwd: cwd(), env });
    expect([exitCode, JSON.parse(stdout)]).toEqual([0, expect.anything()]);
    expect((await runCli(['--version'], { cwd: cwd(), env })).stdout).toMatch(/^\d/);
    expect(await runCli([], { cwd: cwd(), env: { MIGRATION_COMMAND: ' ' } })).toMatchObject({ exitCode: 2 });
  });

  test('what cannot be split or is not a command ends with 2, and runs nothing', async () => {
    for (const MIGRATION_COMMAND of ['heads; id', 'haeds', "heads '"]) {
      const { exitCode, stdout, stderr } = await runCli([], { cwd: cwd(), env: { MIGRATION_COMMAND } });
      expect([exitCode, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^error \[usage\] /);
    }
  });
});

function writeTreeOnce(): () => string {
  return () => writeTree({ 'nx.json': '{}', 'features/events/slice.json': '{ "label": "events", "schema": null }' });
}
