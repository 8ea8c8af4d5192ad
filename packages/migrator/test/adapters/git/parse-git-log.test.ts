import { expect, test } from 'vitest';
import { parseGitLog } from '../../../src/adapters/git/parse-git-log.ts';

/** What git prints for one commit with `-z --name-only` and the format of `gitFileHistory`. */
function commit(hash: string, author: string, parents: string, ...names: readonly string[]): string {
  return `\u0002${hash}\u00012026-03-01T23:30:00-08:00\u0001${parents}\u0001${author}\0\n${names.join('\0')}\0`;
}

test('each file has who added it first, in UTC', () => {
  const { origins, fromRoots } = parseGitLog(
    commit('c3', 'Ann', 'c2', 'a.sql', 'with space.sql') +
      commit('c2', 'Bob', 'c1', 'b.sql') +
      commit('c1', 'Eve', '', 'a.sql'),
  );
  expect(origins.get('a.sql')).toEqual({ author: 'Eve', date: '2026-03-02T07:30:00Z', commit: 'c1' });
  expect(origins.get('with space.sql')?.author).toBe('Ann');
  expect(origins.get('b.sql')?.author).toBe('Bob');
  expect(fromRoots).toEqual(['a.sql']);
});

test('a name cannot steer a terminal', () => {
  const { origins } = parseGitLog(
    commit('c1', 'A\u001b[2Jn\u202en', 'c0', 'a.sql') + commit('c0', '\u001b', '', 'b.sql'),
  );
  expect(origins.get('a.sql')?.author).toBe('A[2Jnn');
  expect(origins.get('b.sql')?.author).toBe('unknown');
});

test('nothing is nothing', () => expect(parseGitLog('').origins.size).toBe(0));
