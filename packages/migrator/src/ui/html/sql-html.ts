import { Tokenizer, type TokenKind } from '../../sql/tokens/tokenizer.ts';
import { type Html, html } from './html.ts';

const CLASSES: Readonly<Partial<Record<TokenKind, string>>> = {
  string: 'string',
  number: 'number',
  'quoted-identifier': 'name',
  'line-comment': 'comment',
  'block-comment': 'comment',
  unterminated: 'string',
};

/** The most common keywords: enough to read a statement, not all that PostgreSQL has. */
const KEYWORDS: ReadonlySet<string> = new Set(
  `add all alter always and any as asc authorization begin between by cascade case cast check collate column comment commit concurrently constraint
create cross database default deferrable delete desc detach attach disable distinct do domain drop each else enable end enum exclude execute exists
extension extract false first for foreign from function full generated grant group having identity if ilike immutable in include index inherits initially inner
insert instead intersect into is join key language last lateral left level like limit local lock materialized no not nothing null nulls of on only option
or order outer over owned owner partition policy primary privileges procedure public range references refresh rename replace restrict
returning returns revoke right role row rows rule schema security select sequence serial session set some stable start stored strict table tablespace temp
temporary then to trigger true truncate type union unique unlogged update using valid validate values view volatile when where with without work`.split(
    /\s+/,
  ),
);

/** Longer texts, in characters, are shown without colours. */
const COLOURED = 60_000;

/** SQL with marked keywords, strings and comments. */
export function sqlHtml(sql: string): Html {
  if (sql.length > COLOURED) return html`${sql}`;
  const parts: Html[] = [];
  const tokens = new Tokenizer(sql);
  let from = 0;
  for (let kind = tokens.next(); kind !== 'end'; kind = tokens.next()) {
    const isKeyword = kind === 'word' && KEYWORDS.has(tokens.text.toLowerCase());
    const name = isKeyword ? 'keyword' : CLASSES[kind];
    if (name === undefined) continue;
    parts.push(html`${sql.slice(from, tokens.start)}<span class="sql-${name}">${tokens.text}</span>`);
    from = tokens.end;
  }
  return html`${parts}${sql.slice(from)}`;
}
