import { expect, test } from 'vitest';
import { reportFiles, reportLinks } from '../../../src/ui/report/report-links.ts';

test('every revision and database has a file of its own, on file systems without case as well', () => {
  const ids = ['8f3c2a1b9d04', 'AbC', 'abc', 'con.x', '..', 'a/b', 'x'.repeat(100), '<script>', 'n'];
  const files = reportFiles(ids, ['staging', 'Staging', '../etc', 'pro duction']);
  const names = [...ids.map(files.revision), ...['staging', 'Staging', '../etc', 'pro duction'].map(files.database)];
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^(revisions|databases)\/[A-Za-z0-9._-]+\.html$/);
  expect(names.some((name) => name.includes('..'))).toBe(false);
  expect(files.revision('8f3c2a1b9d04')).toBe('revisions/8f3c2a1b9d04.html');
});

test('links lead up from a folder below', () => {
  const files = reportFiles(['a'], ['staging']);
  expect(reportLinks(files, true).revision('a')).toBe('../revisions/a.html');
  expect(reportLinks(files, true).asset('page.css')).toBe('../assets/page.css');
  expect(reportLinks(files, false).database('staging')).toBe('databases/staging.html');
  expect(reportLinks(files, false).later('/later/health/x')).toBeUndefined();
});
