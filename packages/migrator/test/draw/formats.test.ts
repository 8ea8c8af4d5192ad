import { expect, test } from 'vitest';
import { toDot } from '../../src/draw/dot.ts';
import { toMermaid } from '../../src/draw/mermaid.ts';
import { picture } from '../../src/draw/picture.ts';
import { toSvg } from '../../src/draw/svg/svg.ts';
import { buildGraph } from '../../src/graph/build/build-graph.ts';
import { graph, toRevisions } from '../../src/testing/graph.ts';

const DRAWING = 'a[main]@main -> b, c -> m; u1[users] ~> c';
const applied = { revisions: new Set(['a', 'b']), heads: new Set(['b']) };

/** The same graph with one message that tries to break out of every format. */
const HOSTILE = `"]; drop <script>alert('x')</script> & \\" %% end\n\`*_#; ]]>\u0007`;
const hostile = buildGraph(toRevisions('a -> b').map((revision) => ({ ...revision, message: HOSTILE })));

test('DOT: a cluster for each slice, arrows from parents to children', () => {
  expect(toDot(picture(graph(DRAWING), undefined, applied))).toBe(`digraph revisions {
  rankdir=BT;
  node [shape=box, style="rounded", fontname="Helvetica", fontsize=10];
  edge [arrowsize=0.6];
  subgraph cluster_0 {
    label="main"; color="#0072b2"; fontcolor="#0072b2";
    "m" [label="m\\nm\\n(merge, head)", color="#0072b2"];
    "b" [label="b\\nb\\n(current)", color="#0072b2", style="rounded,filled,bold", fillcolor="#d8e8d8"];
    "c" [label="c\\nc", color="#0072b2"];
    "a" [label="a\\na\\n(base, branch point)", color="#0072b2", style="rounded,filled", fillcolor="#ececec"];
  }
  subgraph cluster_1 {
    label="users"; color="#b34700"; fontcolor="#b34700";
    "u1" [label="u1\\nu1\\n(base, head)", color="#b34700"];
  }
  "b" -> "m";
  "c" -> "m";
  "a" -> "b";
  "a" -> "c";
  "u1" -> "c" [style=dotted, constraint=false, color="#8c8c8c"];
}
`);
});

test('Mermaid: a subgraph for each slice, a class for where the database is', () => {
  expect(toMermaid(picture(graph(DRAWING), undefined, applied))).toBe(`flowchart BT
  subgraph s0["main"]
    r0["m<br/>m<br/>(merge, head)"]:::pending
    r1["b<br/>b<br/>(current)"]:::current
    r2["c<br/>c"]:::pending
    r3["a<br/>a<br/>(base, branch point)"]:::applied
  end
  style s0 fill:#ffffff,stroke:#0072b2
  subgraph s1["users"]
    r4["u1<br/>u1<br/>(base, head)"]:::pending
  end
  style s1 fill:#ffffff,stroke:#b34700
  r1 --> r0
  r2 --> r0
  r3 --> r1
  r3 --> r2
  r4 -.-> r2
  classDef applied fill:#ececec,stroke:#5c5c5c
  classDef current fill:#d8e8d8,stroke:#00795a,stroke-width:3px
  classDef pending fill:#ffffff,stroke:#5c5c5c
`);
});

test('SVG: every revision, line and dependency is there', () => {
  const svg = toSvg(picture(graph(DRAWING), undefined, applied));
  for (const id of ['a', 'b', 'c', 'm', 'u1']) expect(svg).toContain(`>${id}</text>`);
  expect(svg.match(/<path /g)).toHaveLength(5);
  expect(svg.match(/r="8"/g)).toHaveLength(1);
  expect(svg.match(/fill="#ffffff" stroke=/g)).toHaveLength(3);
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
});

test('SVG: a line for which there is no lane is named', () => {
  const many = Array.from({ length: 30 }, (_, n) => `b${n}`).join(', ');
  const svg = toSvg(picture(graph(`a -> ${many} -> m`)));
  expect(svg).toMatch(/>m \(merge, head, ↓ b\d+, /);
});

test('an empty graph is an empty picture in every format', () => {
  const empty = picture(graph(''));
  expect(toDot(empty)).toContain('digraph');
  expect(toMermaid(empty)).toBe('flowchart BT\n');
  expect(toSvg(empty)).not.toMatch(/NaN|Infinity/);
});

test('no text breaks out of its format', () => {
  const view = picture(hostile);
  const svg = toSvg(view);
  expect(svg).not.toContain('<script');
  expect(svg).toContain('&lt;script&gt;');
  expect(svg).not.toContain('\u0007');
  const dot = toDot(view);
  // Each label is one quoted string: between its quotes every quote and backslash is escaped.
  for (const [, label = ''] of dot.matchAll(/label="(.*)", color/g)) expect(label).toMatch(/^(?:[^"\\]|\\["\\n])*$/);
  expect(dot.split('\n')).toHaveLength(12);
  const mermaid = toMermaid(view);
  for (const [, label = ''] of mermaid.matchAll(/r\d+\["(.*)"\]$/gm)) {
    expect(label.replaceAll('<br/>', '')).toMatch(/^(?:[\p{L}\p{N} .,:/()@+-]|#\d+;)*$/u);
  }
  expect(mermaid.split('\n')).toHaveLength(8);
});
