import type { ConnectionCase } from './cases.ts';

/** What both did with one case. */
export interface ConnectionOutcome {
  readonly psql: string;
  readonly braid: string;
}

/** The table of docs/connections.md, between its markers. */
export function connectionsTable(
  cases: readonly ConnectionCase[],
  outcomes: Readonly<Record<string, ConnectionOutcome>>,
): string {
  const topics = [...new Set(cases.map(({ topic }) => topic))];
  return topics
    .map((topic) => {
      const rows = cases
        .filter((each) => each.topic === topic)
        .map((each) => {
          const { psql = '', braid = '' } = outcomes[caseName(each)] ?? {};
          return `| ${code(caseName(each))} | ${cell(psql)} | ${psql === braid ? 'the same' : cell(braid)} |`;
        });
      return `### ${topic}\n\n| given | psql | Braid |\n| --- | --- | --- |\n${rows.join('\n')}`;
    })
    .join('\n\n');
}

/** The variables and the URL, as they would be typed in a shell. */
export function caseName({ url, variables = {} }: ConnectionCase): string {
  return [
    ...Object.entries(variables).map(([name, value]) => `${name}=${/[\s=]/.test(value) ? `'${value}'` : value}`),
    url,
  ].join(' ');
}

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
