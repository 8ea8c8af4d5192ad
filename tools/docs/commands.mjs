// `npm run docs`: writes docs/commands.md from the definitions of the commands. A test fails when it is stale.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const document = fileURLToPath(new URL('../../docs/commands.md', import.meta.url));

/**
 * @typedef {import('commander').Command} Command
 * @typedef {import('commander').Option} Option
 * @typedef {{ readonly about: string, readonly examples: readonly string[] }} HelpText
 */

/**
 * @param {Command} program
 * @param {(command: Command) => HelpText} helpText
 */
export function commandsDocument(program, helpText) {
  const commands = program.commands.filter((command) => command.name() !== 'help');
  const index = commands.map(
    (command) => `| [\`${command.name()}\`](#${command.name()}) | ${cell(command.description())} |`,
  );
  return `# Commands

Written by \`npm run docs\` from the definitions of the commands; \`migrate <command> --help\` prints the same. Targets and other symbols are explained in
[the revision graph](graph.md#symbols), results as JSON in [JSON](json.md), exit codes in [exit codes](exit-codes.md).

| command | does |
| --- | --- |
${index.join('\n')}

## Options of every command

${optionTable(program.options)}

${commands.map((command) => section(command, helpText(command))).join('\n\n')}
`;
}

/**
 * @param {Command} command
 * @param {HelpText} help
 */
function section(command, { about, examples }) {
  const args = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  const rows = command.registeredArguments.map((argument, n) => `| \`${args[n]}\` | ${cell(argument.description)} |`);
  const options = command.options.filter(({ hidden }) => !hidden);
  const parts = [
    `## ${command.name()}`,
    `    migrate ${[command.name(), ...(options.length > 0 ? ['[options]'] : []), ...args].join(' ')}`,
    `${command.description().replace(/^./, (first) => first.toUpperCase())}.`,
    ...(about === '' ? [] : [paragraphs(about)]),
    ...(rows.length === 0 ? [] : [['| argument | meaning |', '| --- | --- |', ...rows].join('\n')]),
    ...(options.length === 0 ? [] : [optionTable(options)]),
    examples.map((example) => `    ${example}`).join('\n'),
  ];
  return parts.join('\n\n');
}

/** @param {readonly Option[]} options */
function optionTable(options) {
  const rows = options
    .filter(({ hidden }) => !hidden)
    .map(({ flags, description, argChoices }) => {
      const choices = argChoices === undefined ? '' : `: ${argChoices.join(', ')}`;
      return `| \`${flags}\` | ${cell(description)}${choices} |`;
    });
  return ['| option | meaning |', '| --- | --- |', ...rows].join('\n');
}

/** Lines that are indented are kept as they are, others flow. @param {string} text */
function paragraphs(text) {
  return text
    .split('\n\n')
    .map((block) => (/^ {2}/m.test(block) ? block.replace(/^ {2}/gm, '    ') : escaped(block)))
    .join('\n\n');
}

/** @param {string} text */
function cell(text) {
  return escaped(text).replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** Angle brackets would be HTML. @param {string} text */
function escaped(text) {
  return text.replaceAll('<', '\\<');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { tsImport } = await import('tsx/esm/api');
  const load = (/** @type {string} */ file) => tsImport(`../../packages/migrator/src/cli/${file}`, import.meta.url);
  const { describeProgram } = await load('help/describe-program.ts');
  const { helpText } = await load('help/help-examples.ts');
  writeFileSync(document, commandsDocument(await describeProgram(), helpText));
}
