// The live page's stream: states in, snapshot and deltas out.

export { Broadcaster } from './broadcaster.ts';
export type { BroadcasterParts, DropReason, Watcher, Watching } from './broadcaster.ts';
export { liveLimits } from './limits.ts';
export { liveRoute } from './socket.ts';
export { stepLabels } from './step-labels.ts';
export { viewOf } from './view.ts';
export type { LiveWords } from './view.ts';
