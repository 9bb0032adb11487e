// The kinds of edges that a graph is made of. Not here: which statement has which (edges.ts).

import type { Edge } from './graph.ts';

/** A way that a call takes by itself. */
export const passed = (to: number): Edge => ({ to, cause: 'passed', assigns: [], assumes: null, proves: [] });

/** A way that somebody's act opens. */
export const acted = (to: number): Edge => ({ ...passed(to), cause: 'acted' });
