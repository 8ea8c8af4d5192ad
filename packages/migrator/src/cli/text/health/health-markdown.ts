import type { HealthResult } from '../../../commands/health/health-result.ts';
import { healthSummary } from './health-summary.ts';

/** Tables for a comment on a pull request, or a page. */
export function healthMarkdown(result: HealthResult): string {
  const { database, serverVersion, findings, notSeen, fixes } = result;
  const rows = findings.map(
    ({ severity, code, slice, message, repair }) =>
      `| ${severity} | \`${code}\` | ${cell(slice ?? '')} | ${cell(message)} | ${cell(repair)} |`,
  );
  const unseen = notSeen.map(
    ({ rule, object, why }) => `- \`${rule}\`: ${cell(object)} was not looked at: ${cell(why)}`,
  );
  const written = fixes.map(({ revision, object, declare, problem }) =>
    revision === null
      ? `- no revision for ${cell(object)}: ${cell(problem ?? '')}`
      : `- \`${revision.file}\` for ${cell(object)}${declare === null ? '' : `; in the schema file: \`${declare}\``}`,
  );
  return [
    `## Health of ${cell(database.display)}`,
    `PostgreSQL ${serverVersion}. ${healthSummary(result)}`,
    ...(rows.length === 0
      ? []
      : [['| severity | rule | slice | what | repair |', '| --- | --- | --- | --- | --- |', ...rows].join('\n')]),
    ...(unseen.length === 0 ? [] : [unseen.join('\n')]),
    ...(written.length === 0 ? [] : [written.join('\n')]),
  ].join('\n\n');
}

/** A name can hold anything, and none of it may become a link, a tag or another cell. */
function cell(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>|#~@]/g, (sign) => (sign === '<' ? '&lt;' : sign === '>' ? '&gt;' : `\\${sign}`))
    .replace(/\s+/g, ' ');
}
