// The shared telephone vocabulary: what happens to legs and what may be asked of them.

export { endReason } from './end-reason.ts';
export type { EndReason, EndResult } from './end-reason.ts';
export type { CallEvent, Digit, PromptEnd, RecordingEnd } from './events.ts';
export type {
  AgentFact,
  CallFact,
  ConversationFact,
  DirectOfferFact,
  Fact,
  FlowFact,
  MessageFact,
  QueueFact,
  RecordedValue,
  StoredFact,
} from './facts.ts';
export type { StoredTrace, TimedEvent, TraceNote } from './trace.ts';
export type {
  CallbackFact,
  LegFact,
  OutboundFact,
  ReceptionFact,
  RecordingFact,
  TelephonyFact,
} from './system-facts.ts';
export { insist } from './insist.ts';
export { legKey, legStory, legsBegun } from './leg-record.ts';
export type { OpenLeg } from './leg-record.ts';
export { readRecorded } from './recorded-sound.ts';
export type { RecordedSound } from './recorded-sound.ts';
export { foundTwice, nothingFound, reconcile } from './reconcile.ts';
export type { Findings, Owned } from './reconcile.ts';
