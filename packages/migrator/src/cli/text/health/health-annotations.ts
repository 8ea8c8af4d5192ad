import type { HealthResult } from '../../../commands/health/health-result.ts';
import { workflowCommand } from '../findings/workflow-command.ts';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** Workflow commands of GitHub Actions, which shows them as annotations. */
export function healthAnnotations({ findings, notSeen }: HealthResult): string {
  return [
    ...findings.map(({ severity, code, slice, message, repair }) => {
      const owner = slice === null ? '' : `${slice}: `;
      return workflowCommand(COMMANDS[severity], { title: code }, `${owner}${message}\n${repair}`);
    }),
    ...notSeen.map(({ rule, object, why }) =>
      workflowCommand('notice', { title: rule }, `${object} was not checked: ${why}`),
    ),
  ].join('\n');
}
