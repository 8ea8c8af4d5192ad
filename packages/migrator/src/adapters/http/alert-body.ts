import type { Alert } from '../../state/alert.ts';

export type AlertFormat = 'json' | 'slack' | 'teams';

/** What is sent by POST: the alert itself, or a message as the chat takes it. */
export function alertBody(alert: Alert, format: AlertFormat): string {
  const { title, text } = alert;
  switch (format) {
    case 'json':
      return JSON.stringify(alert);
    case 'slack':
      return JSON.stringify({ text: [`*${slackText(title)}*`, ...(text === '' ? [] : [slackText(text)])].join('\n') });
    case 'teams':
      return JSON.stringify({
        type: 'message',
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            content: {
              $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
              type: 'AdaptiveCard',
              version: '1.4',
              body: [
                { type: 'TextBlock', text: title, weight: 'Bolder', wrap: true },
                ...(text === '' ? [] : [{ type: 'TextBlock', text, wrap: true }]),
              ],
            },
          },
        ],
      });
  }
}

/** Slack reads `<!channel>` and `<@user>` in what it is sent. */
function slackText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
