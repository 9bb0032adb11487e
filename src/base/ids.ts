// The identities that cross folders. An id is chosen by us before the request that uses it,
// so no event can arrive for something unknown. Not here: how Asterisk names its channels.

declare const brand: unique symbol;

/** A string that only its own constructor makes, so a leg is never passed for a call. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };

export type CallId = Branded<'CallId'>;
export type LegId = Branded<'LegId'>;
export type PromptId = Branded<'PromptId'>;
export type RoomId = Branded<'RoomId'>;
export type RecordingId = Branded<'RecordingId'>;
export type AgentId = Branded<'AgentId'>;
export type QueueName = Branded<'QueueName'>;
export type PhoneId = Branded<'PhoneId'>;
export type TenantId = Branded<'TenantId'>;
export type ProgramHash = Branded<'ProgramHash'>;
/** A telephone number in E.164: a plus and up to fifteen digits. Only the gate in src/outbound makes one to be dialled. */
export type E164 = Branded<'E164'>;
export type TrunkName = Branded<'TrunkName'>;

export const callId = (text: string): CallId => text as CallId;
export const legId = (text: string): LegId => text as LegId;
export const promptId = (text: string): PromptId => text as PromptId;
export const roomId = (text: string): RoomId => text as RoomId;
export const recordingId = (text: string): RecordingId => text as RecordingId;
export const agentId = (text: string): AgentId => text as AgentId;
export const queueName = (text: string): QueueName => text as QueueName;
export const phoneId = (text: string): PhoneId => text as PhoneId;
export const tenantId = (text: string): TenantId => text as TenantId;
export const e164 = (text: string): E164 => text as E164;
export const trunkName = (text: string): TrunkName => text as TrunkName;
export const programHash = (text: string): ProgramHash => text as ProgramHash;

/** Gives a new identity that sorts by time of birth; `prefix` says what it names (`call`, `leg`). */
export type IdSource = (prefix: string) => string;
