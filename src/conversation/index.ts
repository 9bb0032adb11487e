// The connected call.

export { noConversation, transition as conversationTransition } from './conversation.ts';
export { conversationKey, conversationOf, startConversations } from './conversations.ts';
export type { Conversations } from './conversations.ts';
export type {
  Answered,
  Callee,
  Called,
  Conversation,
  ConversationEffect,
  ConversationEvent,
  EndedBy,
  Ending,
  Next,
  Order,
  Party,
  Stage,
  Talking,
  Target,
} from './model.ts';
export { leadOf, refusalOf } from './orders.ts';
export type { Refused } from './orders.ts';
export { heldAtOf, holdPlace, isConversationRoom, legsOf, partiesOf, placesOf, roomsOf } from './places.ts';
export type { CallIn, Colleagues, ConversationPorts, NumberRefused, Outside, Unreachable } from './ports.ts';
export { restoredConversation } from './restored.ts';
export type { StoredConversation } from './restored.ts';
export { noTalkRecording, pieceCountMax, talkOf, talkRecordingTransition } from './talk-recording.ts';
export type { Sides, TalkRecording, TalkRecordingEffect, TalkRecordingEvent } from './talk-recording.ts';
export { startTalkRecordings, talkRecordingKey } from './talk-recordings.ts';
export type { TalkRecordings } from './talk-recordings.ts';
