import type { HealthFinding, HealthResult } from '../../../commands/health/health-result.ts';
import type { Style } from '../style.ts';
import { healthAnnotations } from './health-annotations.ts';
import { healthMarkdown } from './health-markdown.ts';
import { healthSummary } from './health-summary.ts';

export const HEALTH_FORMATS = ['text', 'json', 'markdown', 'github'] as const;
export type HealthFormat = (typeof HEALTH_FORMATS)[number];

export function healthText(result: HealthResult, format: HealthFormat, style: Style): string {
  switch (format) {
    case 'json':
      return JSON.stringify(result, null, 2);
    case 'markdown':
      return healthMarkdown(result);
    case 'github':
      return healthAnnotations(result);
    case 'text':
      return forTerminal(result, style);
  }
}

function forTerminal(result: HealthResult, style: Style): string {
  const { findings, notSeen, fixes } = result;
  return [
    style.dim(`${result.database.display} (${result.database.source}), PostgreSQL ${result.serverVersion}`),
    ...findings.map((finding) => findingText(finding, style)),
    ...notSeen.map(
      ({ rule, object, why }) => `${style.yellow('?')} ${style.dim(`[${rule}]`)} ${object} was not checked: ${why}`,
    ),
    ...fixes.map(({ revision, object, declare, problem }) => {
      if (revision === null) return `${style.red('✗')} no revision for ${object}: ${problem}`;
      const schema =
        declare === null ? '' : `\n    ${style.cyan('→')} in the schema file of ${revision.slice}: ${declare}`;
      return `${style.green('+')} ${revision.file} for ${object}${schema}`;
    }),
    healthSummary(result),
    ...(fixes.some(({ revision }) => revision !== null) ? [style.typed('Apply them with: migrate upgrade heads')] : []),
    ...(fixes.length === 0 && findings.some(({ isFixable }) => isFixable)
      ? [style.typed('A revision can fix some of these: migrate health --fix')]
      : []),
  ].join('\n');
}

function findingText({ code, severity, slice, message, repair }: HealthFinding, style: Style): string {
  const sign = { error: style.red('✗'), warning: style.yellow('!'), info: style.dim('i') }[severity];
  const owner = slice === null ? '' : ` ${style.cyan(slice)}:`;
  return `${sign} ${style.dim(`[${code}]`)}${owner} ${message}\n    ${style.cyan('→')} ${style.typed(repair)}`;
}
