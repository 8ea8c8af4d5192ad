// `npm run docs`: writes docs/json.md from the result types of the commands. A test fails when it is stale.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { typesIn } from './declarations.mjs';
import { RESULTS } from './json-results.mjs';

const declarationOf = typesIn(fileURLToPath(new URL('../../packages/migrator/src/', import.meta.url)));
const document = fileURLToPath(new URL('../../docs/json.md', import.meta.url));

/** Types whose values have a page of their own. */
const ELSEWHERE = new Map([['ErrorCode', '/** One of the codes in errors.md. */\ntype ErrorCode = string;']]);

/** Commands whose results are documented. */
export const JSON_COMMANDS = RESULTS.flatMap(([title]) => title.split(/ with | --|, /));

/**
 * The type and all that it refers to, itself first.
 *
 * @param {import('./declarations.mjs').Place} root
 */
function closure(root) {
  /** @type {Map<string, string>} */
  const found = new Map();
  const waiting = [root];
  for (const place of waiting) {
    const elsewhere = ELSEWHERE.get(place.name);
    const { file, name, text, refers } = declarationOf(place);
    const key = `${file} ${name}`;
    if (found.has(key)) continue;
    found.set(key, elsewhere ?? text);
    if (elsewhere === undefined) waiting.push(...refers);
  }
  return found;
}

export function jsonDocument() {
  const sections = RESULTS.map(([title, file, name]) => ({ title, types: closure({ file, name }) }));
  const uses = new Map();
  for (const { types } of sections) for (const key of types.keys()) uses.set(key, (uses.get(key) ?? 0) + 1);
  const own = sections.map(({ title, types }) => ({
    title,
    texts: [...types].flatMap(([key, text], at) => (at === 0 || uses.get(key) === 1 ? [text] : [])),
  }));
  const roots = new Set(sections.map(({ types }) => [...types.keys()][0]));
  const shared = new Map(
    sections.flatMap(({ types }) => [...types].filter(([key]) => uses.get(key) > 1 && !roots.has(key))),
  );
  const all = [...own, { title: 'shared by several', texts: [...shared.values()] }];
  const text = all.map(({ title, texts }) => `## ${title}\n\n\`\`\`ts\n${texts.join('\n\n')}\n\`\`\``).join('\n\n');
  return `# JSON

Written by \`npm run docs\` from the types of the results. With \`--json\` a command prints exactly one JSON value on standard output: its result,
or \`{"error": {"code", "message", "facts", "hint"}}\`. These are the shapes of version 1, which is the major version of the package (and of 0.x before
it): within it fields are added and never changed or removed. Times are ISO 8601 in
UTC; durations are milliseconds; revisions are ids. What several commands print is at the end.

${text}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(document, jsonDocument());
