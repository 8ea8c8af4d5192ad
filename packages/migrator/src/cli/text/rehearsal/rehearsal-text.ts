import type { RehearsedStep, RehearseResult } from '../../../commands/rehearse/rehearse-result.ts';
import { duration } from '../event-line.ts';
import type { Style } from '../style.ts';
import { rehearsalMarkdown } from './rehearsal-markdown.ts';
import { rehearsalPage } from './rehearsal-page.ts';
import { copyWords, endWords, stepWords } from './step-words.ts';

export const REHEARSAL_FORMATS = ['text', 'json', 'markdown', 'html'] as const;
export type RehearsalFormat = (typeof REHEARSAL_FORMATS)[number];

export function rehearsalText(result: RehearseResult, format: RehearsalFormat, style: Style): string {
  switch (format) {
    case 'json':
      return JSON.stringify(result, null, 2);
    case 'markdown':
      return rehearsalMarkdown(result);
    case 'html':
      return rehearsalPage(result);
    case 'text':
      return forTerminal(result, style);
  }
}

function forTerminal(result: RehearseResult, style: Style): string {
  const { passes, failure, longLocks } = result;
  const ok = failure === null && longLocks.length === 0;
  const [last, ...others] = endWords(result).toReversed();
  return [
    ...copyWords(result),
    ...passes.flatMap(({ pass, steps, durationMs }) => [
      '',
      `${style.bold(pass)}  ${style.dim(duration(durationMs))}`,
      ...steps.flatMap((step) => stepLines(step, style)),
    ]),
    ...(last === undefined
      ? []
      : [
          '',
          ...others
            .toReversed()
            .concat(last)
            .map((line) => (ok ? line : style.yellow(line))),
        ]),
  ].join('\n');
}

function stepLines(step: RehearsedStep, style: Style): readonly string[] {
  const words = stepWords(step);
  const arrow = step.direction === 'upgrade' ? '↑' : '↓';
  return [
    `${arrow} ${style.yellow(step.revision)}  ${style.cyan(step.slice)}  ${step.message}  ${style.dim(words.duration)}`,
    `    WAL ${words.wal}, size ${words.growth}, ${words.rows}`,
    ...words.locks.map((lock) => `    ${lock}`),
    ...(words.rewritten.length === 0 ? [] : [`    rewritten: ${words.rewritten.join(', ')}`]),
    ...(words.scanned === '' ? [] : [`    read whole: ${words.scanned}`]),
  ];
}
