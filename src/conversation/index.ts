// The connected call.

export { noConversation, transition as conversationTransition } from './conversation.ts';
export type { Conversation, ConversationEffect, ConversationEvent, EndedBy } from './conversation.ts';
export { startConversations } from './conversations.ts';
export type { ConversationPorts, Conversations } from './conversations.ts';
