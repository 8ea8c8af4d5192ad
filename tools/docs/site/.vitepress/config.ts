import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { slug } from 'github-slugger';
import { defineConfig } from 'vitepress';
import { addressOf, DOCS, navigation } from '../navigation.ts';

const sidebar = navigation().map(({ title, pages }) => ({
  text: title,
  collapsed: title === 'Inside',
  items: pages.map((page) => ({ text: page.title, link: addressOf(page.path) })),
}));

/** Folders of files that pages link to: configurations to copy, programs to read. */
const FILES = ['ci', 'ops', 'examples'];

export default defineConfig({
  title: 'Braid',
  description: "Alembic's revision graph for Drizzle and PostgreSQL",
  srcDir: DOCS,
  srcExclude: ['examples/**'],
  outDir: '../../../dist/site',
  cacheDir: '../../../node_modules/.cache/vitepress',
  rewrites: { 'README.md': 'index.md' },
  cleanUrls: true,
  // Files of these have no ending that VitePress would take for a file; tools/docs/links.test.ts looks whether they are there.
  ignoreDeadLinks: FILES.map((folder) => new RegExp(`^\\./${folder}/`)),
  buildEnd: ({ outDir }) => {
    for (const folder of FILES) cpSync(join(DOCS, folder), join(outDir, folder), { recursive: true });
  },
  // Nothing is asked of another server when a page is read.
  markdown: {
    anchor: { slugify: slug },
    languageAlias: { console: 'shellsession' },
    config: (markdown) => {
      const { code_block } = markdown.renderer.rules;
      // Indented code is text as fenced code is, also where it holds the braces of Vue.
      markdown.renderer.rules.code_block = (...all) => code_block?.(...all).replace('<pre', '<pre v-pre') ?? '';
    },
  },
  themeConfig: {
    sidebar,
    nav: sidebar.slice(0, 6).map(({ text, items }) => ({ text, link: items[0]?.link ?? '/' })),
    outline: [2, 3],
    search: { provider: 'local' },
  },
});
