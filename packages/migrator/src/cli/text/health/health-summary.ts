import type { HealthResult } from '../../../commands/health/health-result.ts';
import { count } from '../table.ts';

/** What was checked, and the result. */
export function healthSummary({ tables, indexes, rules, findings, notSeen, ignored, lastLook }: HealthResult): string {
  const what = `${count(tables, 'table')} and ${indexes} ${indexes === 1 ? 'index' : 'indexes'}, ${count(rules.length, 'rule')}`;
  const counts = (['error', 'warning', 'info'] as const)
    .map((severity) => [severity, findings.filter((each) => each.severity === severity).length] as const)
    .filter(([, number]) => number > 0)
    .map(([severity, number]) => (severity === 'info' ? `${number} info` : count(number, severity)));
  const seen = notSeen.length === 0 ? '' : ` ${count(notSeen.length, 'thing')} could not be checked.`;
  const others = ignored === 0 ? '' : ` ${ignored} ignored by the configuration.`;
  const first = lastLook === null ? ' First look from this workspace: growth is not known yet.' : '';
  return `${what}: ${counts.length === 0 ? 'nothing found' : counts.join(', ')}.${others}${seen}${first}`;
}
