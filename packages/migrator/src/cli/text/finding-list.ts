import type { Finding } from '../../commands/shared/finding.ts';
import type { Style } from './style.ts';
import { count } from './table.ts';

/** Everything that is wrong, each with its repair, and the sum. */
export function findingList(findings: readonly Finding[], style: Style): string {
  const list = findings.map(({ code, message, repair }) => {
    const how = repair === null ? '' : `\n    ${style.cyan('→')} ${style.typed(repair).replaceAll('\n', '\n      ')}`;
    return `${style.red('✗')} ${style.dim(`[${code}]`)} ${message}${how}`;
  });
  return [...list, '', `${count(findings.length, 'problem')} found.`].join('\n');
}
