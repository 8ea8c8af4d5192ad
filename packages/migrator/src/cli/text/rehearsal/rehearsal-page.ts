import type { RehearseResult } from '../../../commands/rehearse/rehearse-result.ts';
import { duration } from '../event-line.ts';
import { copyWords, endWords, stepWords } from './step-words.ts';

/** A page that needs nothing else: no script, and nothing from elsewhere. */
export function rehearsalPage(result: RehearseResult): string {
  const { passes, passed, longLocks } = result;
  const long = new Set(longLocks.map(({ pass, revision }) => `${pass} ${revision}`));
  const title = `Rehearsal: ${passed ? 'passed' : 'not passed'}`;
  const lines = (texts: readonly string[]) => texts.map((line) => `<p>${escaped(line)}</p>`);
  const sections = passes.map(({ pass, steps, durationMs }) => {
    const rows = steps.map((step) => {
      const words = stepWords(step);
      const tooLong = long.has(`${pass} ${step.revision}`) ? ' class="long"' : '';
      const cells = [
        `<code>${escaped(step.revision)}</code> ${escaped(step.slice)}<br>${escaped(step.message)}`,
        escaped(words.duration),
        words.locks.map(escaped).join('<br>'),
        words.rewritten.map(escaped).join('<br>'),
        ...[words.scanned, words.rows, words.wal, words.growth].map(escaped),
      ];
      return `<tr${tooLong}>${cells.map((text) => `<td>${text}</td>`).join('')}</tr>`;
    });
    const head = ['revision', 'took', 'locks', 'rewritten', 'read whole', 'rows', 'WAL', 'size'];
    const header = `<thead><tr>${head.map((text) => `<th scope="col">${text}</th>`).join('')}</tr></thead>`;
    return `<h2>${escaped(pass)} <small>${duration(durationMs)}</small></h2>
<table>${header}<tbody>
${rows.join('\n')}
</tbody></table>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${CSS}</style>
<h1 class="${passed ? 'passed' : 'failed'}">${title}</h1>
${[...lines(copyWords(result)), ...sections, ...lines(endWords(result))].join('\n')}
</html>`;
}

const CSS = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 80rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #8886 }
.long td { background: #f5a62333 }
.passed { color: #2a7d2a } .failed { color: #c0392b }`;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
