import type { LintResult } from '../../../commands/lint/lint.ts';
import { markdownCell } from '../findings/markdown-cell.ts';
import { doubtsOf, lintSummary } from './lint-text.ts';

/** A table for a comment on a pull request. */
export function lintMarkdown(result: LintResult): string {
  const rows = result.findings.map(
    ({ level, rule, file, line, message, instead }) =>
      `| ${level} | \`${rule}\` | ${markdownCell(`${file}:${line}`)} | ${markdownCell(message)} | ${markdownCell(instead)} |`,
  );
  const doubts = doubtsOf(result).map((doubt) => `- ${markdownCell(doubt)}`);
  const unread = result.unread.map(({ file }) => `- ${markdownCell(file)} is code: its statements were not checked.`);
  return [
    '## What these revisions do to a database in use',
    lintSummary(result),
    ...(rows.length === 0
      ? []
      : [['| level | rule | where | what | instead |', '| --- | --- | --- | --- | --- |', ...rows].join('\n')]),
    ...(unread.length + doubts.length === 0 ? [] : [[...unread, ...doubts].join('\n')]),
  ].join('\n\n');
}
