// The driver for Asterisk: the only folder that knows Asterisk. What the rest of the program may use of it.

export { callNotes } from './call-notes.ts';
export { connectAri } from './connect.ts';
export type { AriConnection, AriOptions, DroppedCounts } from './connect.ts';
export { describeAsterisk, reloadModule } from './inspect.ts';
export type { AsteriskDescription } from './inspect.ts';
export { phoneRealm } from './phones.ts';
export type { AriAccess } from './rest.ts';
