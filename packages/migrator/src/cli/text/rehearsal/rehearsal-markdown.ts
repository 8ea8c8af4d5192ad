import type { RehearseResult } from '../../../commands/rehearse/rehearse-result.ts';
import { duration } from '../event-line.ts';
import { copyWords, endWords, stepWords } from './step-words.ts';

/** Tables for a comment on a pull request. */
export function rehearsalMarkdown(result: RehearseResult): string {
  const { passes, passed } = result;
  return [
    `## Rehearsal: ${passed ? 'passed' : 'not passed'}`,
    list(copyWords(result)),
    ...passes.flatMap(({ pass, steps, durationMs }) => [
      `### ${pass} (${duration(durationMs)})`,
      [
        '| revision | took | locks | rewritten | read whole | rows | WAL | size |',
        '| --- | --- | --- | --- | --- | --- | --- | --- |',
        ...steps.map((step) => {
          const { duration: took, locks, rewritten, scanned, rows, wal, growth } = stepWords(step);
          const what = `${step.revision} ${step.slice}: ${step.message}`;
          const cells = [what, took, locks.join('; '), rewritten.join(', '), scanned, rows, wal, growth];
          return `| ${cells.map(cell).join(' | ')} |`;
        }),
      ].join('\n'),
    ]),
    list(endWords(result)),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${cell(line)}`).join('\n');
}

/** A name can hold anything, and none of it may become a link, a tag or another cell. */
function cell(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>|#~@]/g, (sign) => (sign === '<' ? '&lt;' : sign === '>' ? '&gt;' : `\\${sign}`))
    .replace(/\s+/g, ' ');
}
