import { Option } from 'commander';
import { GRAPH_FORMATS, type GraphResult, graph } from '../../../commands/graph/graph.ts';
import type { CliCommand } from '../../cli-command.ts';
import { count } from '../../text/table.ts';

export const graphCommand: CliCommand = {
  runsNoCode: true,
  define(command) {
    command
      .addOption(new Option('--format <format>', 'output format').choices(GRAPH_FORMATS).default('svg'))
      .option('--out <file>', 'write to this file instead of standard output')
      .option('-r, --rev-range <range>', 'only the range base:head; either end may be left out')
      .option('-i, --indicate-current', 'mark what is applied and where the database is')
      .addHelpText('after', EXAMPLES);
  },
  async run({ bench, options, slice }) {
    const range = typeof options.revRange === 'string' ? options.revRange : undefined;
    const format = GRAPH_FORMATS.find((known) => known === options.format) ?? 'svg';
    const drawn = await graph(bench, { format, slice, range, indicateCurrent: options.indicateCurrent === true });
    if (typeof options.out !== 'string') return { result: drawn, text: () => contentOf(drawn).trimEnd() };
    const file = options.out;
    bench.documents.write(file, contentOf(drawn));
    return {
      get result(): GraphResult {
        return { ...drawn, content: null, file };
      },
      text: () => `Wrote ${file}: ${count(drawn.revisions.length, 'revision')}.`,
    };
  },
};

function contentOf({ content, revisions, edges }: GraphResult): string {
  return content ?? `${JSON.stringify({ revisions, edges }, null, 2)}\n`;
}

const EXAMPLES = `
Newest on top; dependencies are dotted. GitHub and GitLab draw Mermaid in Markdown. For the terminal use migrate history --graph.

Examples:
  migrate graph --out graph.svg
  migrate graph --format mermaid --slice events
  migrate graph --format dot -r events@base:events@head
  migrate graph --indicate-current --env staging --out staging.svg
`;
