import type { SchemaView } from '../../../commands/ui/schema/schema-view.ts';
import type { TableView } from '../../../commands/ui/schema/table-view.ts';
import { erdSvg } from '../../erd/erd-svg.ts';
import { layOutTables, shortType } from '../../erd/lay-out-tables.ts';
import { type Html, html } from '../../html/html.ts';
import { differencesHtml } from '../fragments.ts';
import type { PageContext } from '../page-context.ts';
import { notice, pill, plural, sliceBadge } from '../parts.ts';
import type { SchemaQuery } from './schema-page.ts';

/** The most tables in a readable diagram. */
const DRAWN_TABLES = 40;

/** The schema itself: differences, diagram, references between slices, tables by slice. */
export function schemaContent(context: PageContext, view: SchemaView, query: SchemaQuery): Html {
  const shown = chosenTables(view, query);
  const drawn = query.table === '' && query.slice === '' ? tied(shown) : withNeighbours(view, shown);
  const sum = html`<p class="muted">${plural(view.tables.length, 'table')} at <code>${view.at}</code>${view.tables.length === shown.length ? null : `, ${shown.length} of them shown`}</p>`;
  return html`${sum}
${view.differences === null ? null : html`<section><h2>From <code>${view.at}</code> to <code>${view.compared}</code> <span class="h-note">${plural(view.differences.length, 'difference')}</span></h2>${differencesHtml(view.differences, 'Both have the same schema.')}</section>`}
${diagram(context, view, query, drawn)}
${query.slice === '' && query.table === '' ? crossing(context, view) : null}
${tablesBySlice(context, view, shown, query)}`;
}

function chosenTables({ tables }: SchemaView, { slice, table }: SchemaQuery): readonly TableView[] {
  if (table !== '') return tables.filter(({ key }) => key === table);
  return slice === '' ? tables : tables.filter((each) => each.slice === slice);
}

/** Tables that refer to others or are referred to; a diagram of all tables leaves out the rest. */
function tied(tables: readonly TableView[]): readonly TableView[] {
  const ends = new Set(
    tables.flatMap(({ key, references }) => (references.length === 0 ? [] : [key, ...references.map(({ to }) => to)])),
  );
  return tables.filter(({ key }) => ends.has(key));
}

/** These tables, the ones that refer to them, and the ones that they refer to. */
function withNeighbours({ tables }: SchemaView, shown: readonly TableView[]): readonly TableView[] {
  const own = new Set(shown.map(({ key }) => key));
  const near = new Set(own);
  for (const { key, references } of tables) {
    for (const { to } of references) {
      if (own.has(key)) near.add(to);
      if (own.has(to)) near.add(key);
    }
  }
  return tables.filter(({ key }) => near.has(key));
}

function diagram(context: PageContext, view: SchemaView, query: SchemaQuery, drawn: readonly TableView[]): Html | null {
  const isAll = query.table === '' && query.slice === '';
  if (drawn.length === 0) return isAll ? null : notice('quiet', 'No such tables at this place.');
  const title = isAll
    ? 'Tables that refer to each other'
    : query.table === ''
      ? `Tables of ${query.slice} and their neighbours`
      : `${query.table} and its neighbours`;
  if (drawn.length > DRAWN_TABLES) {
    return notice(
      'quiet',
      `${drawn.length} tables are too many for a diagram`,
      html`<p>Choose a ${isAll ? 'slice' : 'table'}: ${isAll ? 'its tables' : 'its neighbours'} are drawn.</p>`,
    );
  }
  const addressOf = (table: string): string | undefined => schemaAddress(context, view, { table });
  return html`<section><h2>${title}</h2><div class="erd-box-outer" tabindex="0" role="region" aria-label="Diagram">${erdSvg(layOutTables(drawn, isAll ? 'ties' : 'some'), { slices: view.slices, title, addressOf })}</div></section>`;
}

/** A link to the same schema with other choices; `undefined` in a report, which has no such page. */
function schemaAddress(
  context: PageContext,
  { at, compared }: SchemaView,
  more: Readonly<Record<string, string>>,
): string | undefined {
  return context.links.schemaAt({ at, ...(compared === null ? {} : { with: compared }), ...more });
}

function crossing(context: PageContext, { crossing: references }: SchemaView): Html | null {
  if (references.length === 0) return null;
  return html`<section><h2>References between slices <span class="h-note">${references.length}</span></h2><ul class="crossing">${references.map(
    ({ from, fromSlice, to, toSlice }) =>
      html`<li>${sliceBadge(context, fromSlice)} <code>${from}</code> <span aria-label="refers to">→</span> ${sliceBadge(context, toSlice)} <code>${to}</code></li>`,
  )}</ul></section>`;
}

function tablesBySlice(context: PageContext, view: SchemaView, shown: readonly TableView[], query: SchemaQuery): Html {
  const groups = [...view.slices, null].map((slice) => [slice, shown.filter((each) => each.slice === slice)] as const);
  const ask = (more: Readonly<Record<string, string>>) => schemaAddress(context, view, more);
  return html`${groups.flatMap(([slice, tables]) => {
    if (tables.length === 0) return [];
    const address = slice === null ? undefined : ask({ slice });
    const draw =
      address === undefined || query.slice === slice ? null : html` <a class="h-link" href="${address}">Diagram</a>`;
    return [
      html`<section class="slice-tables"><h2>${sliceBadge(context, slice)} <span class="h-note">${plural(tables.length, 'table')}</span>${draw}</h2><div class="tables">${tables.map((table) => tableHtml(table, ask({ table: table.key }), query.table !== ''))}</div></section>`,
    ];
  })}`;
}

function tableHtml(table: TableView, address: string | undefined, isOpen: boolean): Html {
  const { name, kind, columns, references, parts, partitionedBy, partitions, comment } = table;
  const near =
    address === undefined || references.length === 0
      ? null
      : html`<p><a href="${address}">Diagram with its neighbours</a></p>`;
  return html`<details class="db-table"${isOpen ? html` open` : null}><summary><code class="table-name">${name}</code> ${kind === 'table' ? null : pill('quiet', kind)} ${partitionedBy === null ? null : pill('info', plural(partitions, 'partition'))} <span class="muted">${plural(columns.length, 'column')}</span></summary>
${comment === null ? null : html`<p>${comment}</p>`}${partitionedBy === null ? null : html`<p class="muted">Partitioned by ${partitionedBy}</p>`}
<div class="table-box" tabindex="0" role="region" aria-label="Columns of ${name}"><table class="db-columns"><thead><tr><th scope="col">Column</th><th scope="col">Type</th><th scope="col">Default</th></tr></thead><tbody>${columns.map(
    (column) =>
      html`<tr><th scope="row"><code>${column.name}</code> ${column.isKey ? pill('info', 'key') : null}</th><td><code>${shortType(column.type)}</code>${column.notNull ? null : html` <span class="muted">or null</span>`}</td><td>${column.value === null ? null : html`<code>${column.value}</code>`}</td></tr>`,
  )}</tbody></table></div>
${references.length === 0 ? null : html`<h3>References</h3><ul>${references.map(({ columns: its, to, name: key }) => html`<li><code>${its.join(', ')}</code> → <code>${to}</code> <span class="muted">${key}</span></li>`)}</ul>`}
${parts.length === 0 ? null : html`<h3>Indexes and rules</h3><ul class="parts">${parts.map((part) => html`<li><span class="muted">${part.kind}</span> <code>${part.name}</code>${part.definition === '' ? null : html`<p><code>${part.definition}</code></p>`}</li>`)}</ul>`}${near}</details>`;
}
