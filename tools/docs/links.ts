import { slug } from 'github-slugger';

/** A link of a Markdown page. */
export interface PageLink {
  /** As written, without the anchor: `../errors.md`, or empty for one in the page itself. */
  readonly path: string;
  /** Behind `#`, or `undefined`. */
  readonly anchor: string | undefined;
  /** Line (1-based). */
  readonly line: number;
}

/** The lines of a page that are not in a fenced block, with their numbers. */
function proseLines(markdown: string): readonly (readonly [number, string])[] {
  let fence = false;
  return markdown.split('\n').flatMap((line, index) => {
    if (line.startsWith('```')) {
      fence = !fence;
      return [];
    }
    return fence || line.startsWith('    ') ? [] : [[index + 1, line] as const];
  });
}

/** Links and pictures of a page to other files; what is in code is none. */
export function linksOf(markdown: string): readonly PageLink[] {
  return proseLines(markdown).flatMap(([line, text]) => {
    const links = text.replace(/`[^`]*`/g, '``').matchAll(/\]\(([^)\s]+)\)|\b(?:src|srcset|href)="([^"]+)"/g);
    return Array.from(links, ([, inText, inHtml]) => inText ?? inHtml ?? '')
      .filter((target) => !/^[a-z]+:/.test(target))
      .map((target) => {
        const [path = '', anchor] = target.split('#');
        return { path, anchor, line };
      });
  });
}

/** The anchors of a page's headings, as GitHub, GitLab and the site make them. */
export function anchorsOf(markdown: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, line] of proseLines(markdown)) {
    const heading = /^#{1,6} (.+)$/.exec(line)?.[1];
    if (heading === undefined) continue;
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '');
    let anchor = slug(plain);
    for (let n = 1; anchors.has(anchor); n += 1) anchor = `${slug(plain)}-${n}`;
    anchors.add(anchor);
  }
  return anchors;
}
