import type { HealthResult } from '../../../commands/health/health-result.ts';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** Workflow commands of GitHub Actions, which shows them as annotations. */
export function healthAnnotations({ findings, notSeen }: HealthResult): string {
  return [
    ...findings.map(({ severity, code, slice, message, repair }) => {
      const owner = slice === null ? '' : `${slice}: `;
      return `::${COMMANDS[severity]} title=${property(code)}::${data(`${owner}${message}\n${repair}`)}`;
    }),
    ...notSeen.map(
      ({ rule, object, why }) => `::notice title=${property(rule)}::${data(`${object} was not looked at: ${why}`)}`,
    ),
  ].join('\n');
}

/** Escaped as GitHub's toolkit does, so that nothing in a name ends the line and begins another command. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
