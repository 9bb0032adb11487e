// The connected call.

export { isConversationRoom, noConversation, transition as conversationTransition } from './conversation.ts';
export type { Conversation, ConversationEffect, ConversationEvent, EndedBy, Ending, Talking } from './conversation.ts';
export { conversationKey, startConversations } from './conversations.ts';
export type { ConversationPorts, Conversations } from './conversations.ts';
export { noTalkRecording, pieceCountMax, talkRecordingTransition } from './talk-recording.ts';
export type { Sides, TalkRecording, TalkRecordingEffect, TalkRecordingEvent } from './talk-recording.ts';
export { startTalkRecordings, talkRecordingKey } from './talk-recordings.ts';
export type { TalkRecordings } from './talk-recordings.ts';
