import type { HealthResult } from '../../../commands/health/health-result.ts';
import { markdownCell } from '../findings/markdown-cell.ts';
import { healthSummary } from './health-summary.ts';

/** Tables for a comment on a pull request, or a page. */
export function healthMarkdown(result: HealthResult): string {
  const { database, serverVersion, findings, notSeen, fixes } = result;
  const rows = findings.map(
    ({ severity, code, slice, message, repair }) =>
      `| ${severity} | \`${code}\` | ${markdownCell(slice ?? '')} | ${markdownCell(message)} | ${markdownCell(repair)} |`,
  );
  const unseen = notSeen.map(
    ({ rule, object, why }) => `- \`${rule}\`: ${markdownCell(object)} was not checked: ${markdownCell(why)}`,
  );
  const written = fixes.map(({ revision, object, declare, problem }) =>
    revision === null
      ? `- no revision for ${markdownCell(object)}: ${markdownCell(problem ?? '')}`
      : `- \`${revision.file}\` for ${markdownCell(object)}${declare === null ? '' : `; in the schema file: \`${declare}\``}`,
  );
  return [
    `## Health of ${markdownCell(database.display)}`,
    `PostgreSQL ${serverVersion}. ${healthSummary(result)}`,
    ...(rows.length === 0
      ? []
      : [['| severity | rule | slice | what | repair |', '| --- | --- | --- | --- | --- |', ...rows].join('\n')]),
    ...(unseen.length === 0 ? [] : [unseen.join('\n')]),
    ...(written.length === 0 ? [] : [written.join('\n')]),
  ].join('\n\n');
}
