// Promises to call somebody back.

export { callOf, callbackKey } from './callback.ts';
export type { Callback, CallbackWish, Judgement, LineNews } from './callback.ts';
export type { CallbackPorts } from './ports.ts';
export { startCallbacks } from './service.ts';
export type { Callbacks } from './service.ts';
