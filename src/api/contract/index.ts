// The contract of the HTTP interface: zod schemas and their types, shared with the command line and the screens.

export {
  abilities,
  agentCreated,
  agentList,
  agentParams,
  agentStateKind,
  agentView,
  newAgent,
  notReadyBody,
  signedInReason,
} from './agents.ts';
export type { AgentCreated, AgentView, NewAgent } from './agents.ts';
export { callbackList, callbackOrder, callbackParams, callbackState, callbackView } from './callbacks.ts';
export type { CallbackView } from './callbacks.ts';
export {
  scriptAfter,
  scriptAnswer,
  scriptAnswersPath,
  scriptList,
  scriptParams,
  scriptPath,
  scriptView,
} from './scripts.ts';
export type { ScriptAnswerGiven, ScriptView } from './scripts.ts';
export {
  callFactView,
  callList,
  callParams,
  callQuery,
  callStory,
  callStoryQuery,
  callView,
  callWait,
  endReasonView,
  endResult,
} from './calls.ts';
export type { CallFactView, CallList, CallQueryGiven, CallStory, CallView } from './calls.ts';
export {
  consultBody,
  conversationAfter,
  conversationList,
  conversationParams,
  conversationState,
  conversationView,
  plainOrders,
  transferBody,
  voiceBody,
} from './conversations.ts';
export type { ConversationAfter, ConversationView, TransferTo } from './conversations.ts';
export {
  audioDigests,
  audioMissing,
  audioParams,
  deploymentList,
  deploymentQuery,
  deployOrder,
  directoryHash,
  moveMade,
  preparation,
  versionBody,
  versionParams,
  versionTaken,
} from './deployments.ts';
export type {
  AliasView,
  DeploymentList,
  DeployOrder,
  MoveMade,
  Preparation,
  SourceView,
  VersionBody,
} from './deployments.ts';
export { errorBody } from './errors.ts';
export type { ErrorBody } from './errors.ts';
export { liveness, readiness, service } from './health.ts';
export type { Readiness } from './health.ts';
export { liveDelta, liveEntry, liveKeys, liveMessage, livePath, liveRequest } from './live.ts';
export type {
  LiveAgent,
  LiveCall,
  LiveConversation,
  LiveEntry,
  LiveMessage,
  LiveQueue,
  LiveRequest,
  LiveScript,
  LiveTelephony,
  LiveWaiting,
} from './live.ts';
export {
  agentIdText,
  agentNameText,
  digestText,
  environmentText,
  lineText,
  musicText,
  personText,
  phoneText,
  queueNameText,
  reasonText,
} from './names.ts';
export { queueList, queueParams, queueSettings, queueView } from './queues.ts';
export type { QueueSettings, QueueView } from './queues.ts';
export {
  markBody,
  markParams,
  recordingList,
  recordingParams,
  recordingQuery,
  recordingView,
  recordingWish,
  voicemailList,
  voicemailQuery,
} from './recordings.ts';
export type { RecordingView } from './recordings.ts';
export { linkFragment, linkMade, sessionPath, sessionState, signIn } from './session.ts';
export type { SessionState, SignIn } from './session.ts';
export {
  emergencyOrder,
  judgementQuestion,
  judgementView,
  numberOrder,
  numberParams,
  orderedBy,
  receptionView,
} from './numbers.ts';
export { callTraceView, traceEntry, traceLine, tracePath, traceQuery, versionProgram } from './traces.ts';
export type { CallTraceView, TraceLineView } from './traces.ts';
export type { EmergencyOrder, JudgementView, ReceptionView } from './numbers.ts';
