// The driver for Asterisk: the only folder that knows Asterisk. What the rest of the program may use of it.

export { callNotes } from './call-notes.ts';
export { connectAri } from './connect.ts';
export type { AriConnection, AriDriver, AriOptions, DroppedCounts } from './connect.ts';
export { describeAsterisk, reloadModule } from './inspect.ts';
export type { AsteriskDescription } from './inspect.ts';
export { phoneRealm } from './phones.ts';
export type { AriAccess } from './address.ts';
export { checkManager } from './ami/check.ts';
export type { AmiAccess } from './ami/session.ts';
export { watchTrunks } from './ami/watch.ts';
export type { TrunkWatchOptions } from './ami/watch.ts';
