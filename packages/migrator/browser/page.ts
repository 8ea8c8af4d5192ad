import { openGraph } from './graph/open-graph.ts';
import { loadLater } from './later.ts';
import { stayLive } from './live.ts';
import { copyCommands, openHelp, showAges } from './small.ts';

// The first rows are in the page: they are painted before the graph is drawn.
requestAnimationFrame(() => setTimeout(() => openGraph(document)));
showAges();
copyCommands();
openHelp();
if (document.body.dataset.mode === 'live') {
  loadLater();
  stayLive();
}
