import { type Html, html } from '../../html/html.ts';
import { layout } from '../layout.ts';
import type { PageContext } from '../page-context.ts';

/** The choices of the schema view. */
export interface SchemaQuery {
  /** See `parsePlace`. */
  readonly at: string;
  /** The place to compare with; empty: none. */
  readonly compared: string;
  /** Only tables of this slice, or, with `table`, that table and its neighbours. */
  readonly slice: string;
  readonly table: string;
}

/** The schema view: the choices at once, the schema when it is built. */
export function schemaPage(
  context: PageContext,
  query: SchemaQuery,
  revisions: readonly { readonly id: string; readonly message: string }[],
  body: Html,
): string {
  const main = html`<header class="page-head"><h1>Schema</h1><p class="muted">From PostgreSQL's catalog: built from the revisions on a scratch database, or read from a database.</p></header>
${context.isReport ? null : chooser(context, query, revisions)}
${body}`;
  return layout(context, { title: 'Schema', tab: 'schema', main });
}

function chooser(
  context: PageContext,
  query: SchemaQuery,
  revisions: readonly { readonly id: string; readonly message: string }[],
): Html {
  const environments = context.looks.map(({ environment }) => environment);
  const place = (name: string, label: string, value: string, none: boolean): Html => {
    const known = ['heads', '', ...environments.map((each) => `environment:${each}`)];
    const other = known.includes(value) ? '' : value;
    return html`<label>${label}<input name="${name}" list="places" value="${none && value === '' ? '' : value || 'heads'}" placeholder="${none ? 'nothing' : 'heads'}" autocomplete="off" spellcheck="false"${other === '' ? null : html` class="chosen"`}></label>`;
  };
  return html`<form class="chooser" method="get" action="${context.links.schema}">
${place('at', 'Schema at', query.at, false)}
${place('with', 'Compared with', query.compared, true)}
<label>Slice<select name="slice"><option value="">all slices</option>${context.slices.map((slice) => html`<option value="${slice}"${slice === query.slice ? html` selected` : null}>${slice}</option>`)}</select></label>
<datalist id="places"><option value="heads">all heads</option>${environments.map((name) => html`<option value="environment:${name}">the database of ${name}</option>`)}${revisions.map(({ id, message }) => html`<option value="${id}">${message}</option>`)}</datalist>
<button type="submit">Show</button>
</form>`;
}
