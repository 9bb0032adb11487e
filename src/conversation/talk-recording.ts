// The recording of a conversation, decided purely: it begins at the bridge when it was asked for before, each side in a file
// of its own; a pause ends a piece and what follows is another, so that words of the pause are nowhere. Not here: the
// conversation (conversation.ts), and what becomes of the files (src/recordings).

import { unreachable } from '../base/assert.ts';
import { type CallId, type LegId, type RecordingId, recordingId } from '../base/ids.ts';
import type { Decision } from '../base/machine.ts';
import type { Fact } from '../call/index.ts';
import type { Talking as Conversing } from './model.ts';

/** Who talks to whom. */
export interface Sides {
  readonly callerLeg: LegId;
  readonly agentLeg: LegId;
}

/** Whether the caller hears the other side, or music. */
type Caller = 'with' | 'held';

/** Who talks with the caller, and whether they hear each other now; null: nobody leads the conversation. */
export function talkOf({
  callerLeg,
  lead,
  stage,
}: Conversing): { readonly sides: Sides; readonly caller: Caller } | null {
  if (lead.kind === 'nobody') return null;
  const isHeld = stage.kind === 'held' || stage.kind === 'calling' || stage.kind === 'consulting';
  return { sides: { callerLeg, agentLeg: lead.leg }, caller: isHeld ? 'held' : 'with' };
}

type Wish = 'on' | 'paused';

/** `leaving`: files that are to be closed and are not known to be, for nothing said from now on may enter them. */
export type TalkRecording =
  | { readonly kind: 'none' }
  /** Nobody talks now. `flow`: what is wished for the next talk. */
  | {
      readonly kind: 'idle';
      readonly call: CallId;
      readonly flow: Wish | 'off';
      readonly leaving: readonly RecordingId[];
    }
  | {
      readonly kind: 'talking';
      readonly call: CallId;
      readonly flow: Wish;
      /** What the agent wishes. */
      readonly agent: Wish;
      /** What is said while the caller hears music is not recorded. */
      readonly caller: Caller;
      readonly sides: Sides;
      /** Each with the caller's file and the agent's. */
      readonly pieces: readonly (readonly [RecordingId, RecordingId])[];
      /** Whether the last piece is being recorded. */
      readonly last: 'open' | 'closed';
      readonly leaving: readonly RecordingId[];
    };

type Talking = Extract<TalkRecording, { kind: 'talking' }>;

export type TalkRecordingEvent =
  /** What the flow wishes from now on. */
  | { readonly kind: 'wished'; readonly call: CallId; readonly wish: Wish | 'off' }
  | { readonly kind: 'agentWished'; readonly wish: Wish }
  /** The caller and an agent talk; the same again when the caller is held or is back. */
  | { readonly kind: 'talkBegan'; readonly sides: Sides; readonly caller: Caller }
  | { readonly kind: 'talkEnded' }
  | { readonly kind: 'callEnded' }
  /** A file is closed. */
  | { readonly kind: 'left'; readonly recording: RecordingId }
  /** We are back after an absence, or something did not succeed. */
  | { readonly kind: 'resumed' };

export type TalkRecordingEffect =
  | { readonly kind: 'follow'; readonly recording: RecordingId; readonly leg: LegId }
  | { readonly kind: 'unfollow'; readonly recording: RecordingId };

export type TalkRecordingDecision = Decision<TalkRecording, Fact, TalkRecordingEffect>;

export const noTalkRecording: TalkRecording = { kind: 'none' };

/** More pieces of one conversation than any agent makes: a recording that is paused once more stays paused. */
export const pieceCountMax = 200;

/** The next state of a call's recording. */
export function talkRecordingTransition(state: TalkRecording, event: TalkRecordingEvent): TalkRecordingDecision {
  switch (event.kind) {
    case 'wished':
      return wished(state, event);
    case 'agentWished':
      return agentWished(state, event.wish);
    case 'talkBegan':
      return talkBegan(state, event);
    case 'talkEnded':
      return state.kind === 'talking' ? finished(state, state.flow) : unchanged(state);
    case 'callEnded':
      return state.kind === 'none'
        ? unchanged(state)
        : wished(state, { kind: 'wished', call: state.call, wish: 'off' });
    case 'left':
      return left(state, event.recording);
    case 'resumed':
      return { state, facts: [], effects: asked(state) };
    default:
      return unreachable(event);
  }
}

function wished(
  state: TalkRecording,
  { call, wish }: Extract<TalkRecordingEvent, { kind: 'wished' }>,
): TalkRecordingDecision {
  if (state.kind === 'talking') return wish === 'off' ? finished(state, 'off') : settled({ ...state, flow: wish });
  const leaving = state.kind === 'none' ? [] : state.leaving;
  const before = state.kind === 'none' ? 'off' : state.flow;
  return before === wish ? unchanged(state) : { ...unchanged(state), state: idle({ call, flow: wish, leaving }) };
}

/** A talk that nobody wishes to be recorded changes nothing. */
function talkBegan(
  state: TalkRecording,
  { sides, caller }: Extract<TalkRecordingEvent, { kind: 'talkBegan' }>,
): TalkRecordingDecision {
  if (state.kind === 'talking') return settled({ ...state, caller });
  if (state.kind !== 'idle' || state.flow === 'off') return unchanged(state);
  const { call, flow, leaving } = state;
  return settled({ kind: 'talking', call, flow, agent: 'on', caller, sides, pieces: [], last: 'closed', leaving });
}

function left(state: TalkRecording, recording: RecordingId): TalkRecordingDecision {
  if (state.kind === 'none' || !state.leaving.includes(recording)) return unchanged(state);
  const leaving = state.leaving.filter((one) => one !== recording);
  return { ...unchanged(state), state: state.kind === 'idle' ? idle({ ...state, leaving }) : { ...state, leaving } };
}

/** Nothing to remember is no state. */
const idle = (of: Omit<Extract<TalkRecording, { kind: 'idle' }>, 'kind'>): TalkRecording =>
  of.flow === 'off' && of.leaving.length === 0 ? noTalkRecording : { ...of, kind: 'idle' };

function agentWished(state: TalkRecording, wish: Wish): TalkRecordingDecision {
  if (state.kind !== 'talking' || state.agent === wish) return unchanged(state);
  const decision = settled({ ...state, agent: wish });
  const action = wish === 'on' ? 'resume' : 'pause';
  return { ...decision, facts: [{ kind: 'recordingChanged', call: state.call, action, why: 'agent' }] };
}

/** What is recorded follows what both wish. */
function settled(state: Talking): TalkRecordingDecision {
  const isWanted = state.flow === 'on' && state.agent === 'on' && state.caller === 'with';
  if (isWanted === (state.last === 'open')) return { state, facts: [], effects: [] };
  if (!isWanted) return closed(state);
  if (state.pieces.length >= pieceCountMax) return { state, facts: [], effects: [] };
  const open: Talking = { ...state, pieces: [...state.pieces, newPiece(state)], last: 'open' };
  return { state: open, facts: [], effects: following(open) };
}

/** The agent's leg names the files: each talk has one of its own. */
function newPiece({ sides, pieces }: Talking): readonly [RecordingId, RecordingId] {
  const name = `${sides.agentLeg}-piece-${pieces.length + 1}`;
  return [recordingId(`${name}-caller`), recordingId(`${name}-agent`)];
}

/** The last piece is closed. */
function closed(state: Talking): TalkRecordingDecision & { readonly state: Talking } {
  const now: Talking = { ...state, last: 'closed', leaving: [...state.leaving, ...lastOf(state)] };
  return { state: now, facts: [], effects: lastOf(state).map(unfollow) };
}

function finished(state: Talking, flow: Wish | 'off'): TalkRecordingDecision {
  const { state: after, effects } = state.last === 'open' ? closed(state) : { state, effects: [] };
  return { state: idle({ call: state.call, flow, leaving: after.leaving }), facts: recorded(state), effects };
}

function recorded({ call, pieces, sides }: Talking): Fact[] {
  const recording = recordingId(`${sides.agentLeg}-talk`);
  return pieces.length === 0 ? [] : [{ kind: 'conversationRecorded', call, recording, pieces }];
}

/** What a state waits for from the telephone system. */
function asked(state: TalkRecording): TalkRecordingEffect[] {
  if (state.kind === 'none') return [];
  const open = state.kind === 'talking' && state.last === 'open' ? following(state) : [];
  return [...state.leaving.map(unfollow), ...open];
}

function following(state: Talking): TalkRecordingEffect[] {
  const [caller, agent] = lastOf(state);
  if (caller === undefined || agent === undefined) return [];
  const { callerLeg, agentLeg } = state.sides;
  return [
    { kind: 'follow', recording: caller, leg: callerLeg },
    { kind: 'follow', recording: agent, leg: agentLeg },
  ];
}

const lastOf = ({ pieces }: Talking): readonly RecordingId[] => pieces.at(-1) ?? [];

const unfollow = (recording: RecordingId): TalkRecordingEffect => ({ kind: 'unfollow', recording });

const unchanged = (state: TalkRecording): TalkRecordingDecision => ({ state, facts: [], effects: [] });
