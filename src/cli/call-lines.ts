// A call's facts as lines for people: when, what, and with what. Not here: asking for them.

import type { CallFactView, CallStory, CallView } from '../api/contract/index.ts';
import { shownDuration, shownOffset } from './durations.ts';
import { harmless } from './terminal.ts';

/** The story of a call: a head that says what it is, then a line for each fact, its time counted from the beginning. */
export function storyLines({ call, facts }: CallStory, agentName: (id: string) => string): string[] {
  const rows = facts.map((fact) => [shownOffset(fact.sinceBeginMs), ...lineOf(fact, agentName)] as const);
  const whenWidth = Math.max(0, ...rows.map(([when]) => when.length));
  const whatWidth = Math.max(0, ...rows.map(([, what]) => what.length));
  const lines = rows.map(([when, what, rest]) => `${when.padStart(whenWidth)}  ${what.padEnd(whatWidth)}  ${rest}`);
  return [headOf(call), ...lines.map((line) => harmless(line.trimEnd()))];
}

/** Where a call is, or how it ended. */
export function whereabouts(call: CallView): string {
  if (call.state === 'live') return call.step === '' ? call.wait : `${call.step}: ${call.wait}`;
  return call.end === null ? 'ended' : reasonWords(call.end);
}

/** How long a call has lasted, or lasted. */
export function lasted(call: CallView, now: number): string {
  if (call.state === 'live') return shownDuration(now - call.since);
  return call.end === null ? '-' : shownDuration(call.end.at - call.since);
}

function headOf(call: CallView): string {
  const began = new Date(call.since).toISOString();
  const parts = [call.id, `began ${began}`, `from ${call.caller ?? 'a withheld number'} to ${call.called}`];
  const flow = call.flow === '' ? [] : [`flow ${call.flow}`];
  return harmless(
    [...parts, ...flow, call.state === 'live' ? `lives, ${whereabouts(call)}` : whereabouts(call)].join(' · '),
  );
}

type Details = CallFactView['details'];

/** What happened in a word or two, and the rest of it. */
function lineOf({ kind, details }: CallFactView, agentName: (id: string) => string): readonly [string, string] {
  const line = words[kind];
  if (line === undefined)
    return [
      kind,
      Object.entries(details)
        .map(([name, value]) => `${name} ${said(value)}`)
        .join(' '),
    ];
  const agent = typeof details['agent'] === 'string' ? agentName(details['agent']) : '';
  return line(details, agent);
}

type Line = (details: Details, agent: string) => readonly [string, string];

/** A kind that is not here yet is shown as it is. */
const words: Readonly<Record<string, Line>> = {
  callOffered: ({ caller, called, flow }) => [
    'offered',
    `${caller === null ? 'withheld' : said(caller)} dialled ${said(called)}${flow === '' ? ', no flow' : `, flow ${said(flow)}`}`,
  ],
  callAnswered: () => ['answered', ''],
  stepEntered: ({ step }) => ['step', said(step)],
  promptPlayed: ({ prompt, language }) => ['prompt', `${said(prompt)} (${said(language)})`],
  keyChosen: ({ menu, key, label }) => ['key', `${said(key)} ${said(label)} (${said(menu)})`],
  inputFailed: ({ input, why, tries }) => [
    why === 'noInput' ? 'no input' : 'no match',
    `${said(input)}, try ${said(tries)}`,
  ],
  inputCollected: ({ input, digitCount }) => ['collected', `${said(input)}, ${said(digitCount)} digits`],
  voicemailLeft: ({ voicemail, queue, recording }) => [
    'message',
    `${said(voicemail)} for ${said(queue)}, ${said(recording)}`,
  ],
  recordingChanged: ({ action, why }) => [
    'recording',
    `${said(action)}, by ${why === 'secret' ? 'a secret' : said(why)}`,
  ],
  recordingKept: ({ recording, state, lengthMs }) => [
    'recorded',
    `${said(recording)}, ${span(lengthMs)}, ${said(state)}`,
  ],
  callResumed: () => ['resumed', 'after an absence of the controller or its connection'],
  flowFailed: ({ code, step }) => ['fault', `${said(code)} in step ${said(step)}`],
  callEnded: ({ reason }) => ['end', said(reason)],
  requestSent: ({ service, operation, request }) => [
    'request',
    `${said(service)}.${said(operation)} (${said(request)})`,
  ],
  requestEnded: ({ request, outcome, code, lengthMs }) => [
    'request ends',
    `(${said(request)}) ${said(outcome)}${code === null ? '' : ` ${said(code)}`} after ${span(lengthMs)}`,
  ],
  messageSent: ({ medium, prompt, message }) => ['message', `${said(medium)} ${said(prompt)}, ${said(message)}`],
  messageEnded: ({ message, outcome, code, tries }) => [
    'message ends',
    `${said(message)} ${said(outcome)}${code === null ? '' : ` ${said(code)}`}, tries ${said(tries)}`,
  ],
  consentGiven: ({ to, purpose }) => ['consent', `${said(to)} gives it for ${said(purpose)}`],
  consentRefused: ({ to }) => ['consent', `${said(to)} refuses`],
  callbackScheduled: ({ queue, at }) => [
    'callback',
    `promised, in ${said(queue)}${typeof at === 'number' ? ` at ${new Date(at).toISOString()}` : ''}`,
  ],
  callbackMoved: ({ at, why }) => [
    'callback',
    `moved to ${typeof at === 'number' ? new Date(at).toISOString() : said(at)}: ${said(why)}`,
  ],
  callbackDialled: ({ attempt }, agent) => ['callback', `dialled for ${agent}, try ${said(attempt)}`],
  callbackEnded: ({ outcome, code }) => ['callback', `${said(outcome)} (${said(code)})`],
  queueJoined: ({ queue, priority }) => ['queue', `${said(queue)}, priority ${said(priority)}`],
  queueRefused: ({ queue, why }) => ['queue refused', `${said(queue)}: ${why === 'noAgent' ? 'no agent' : said(why)}`],
  queueLeft: ({ queue, why, waitMs }) => [
    'queue left',
    `${said(queue)} after ${span(waitMs)}${why === 'noAgent' ? ', no agent' : ''}`,
  ],
  queueAbandoned: ({ queue, waitMs }) => ['abandoned', `${said(queue)} after ${span(waitMs)}`],
  callOfferedToAgent: ({ leg }, agent) => ['agent rings', `${agent} on ${said(leg)}`],
  agentNotResponding: ({ ringMs, reason }, agent) => ['no answer', `${agent} after ${span(ringMs)}, ${said(reason)}`],
  queueAnswered: ({ queue, waitMs, ringMs }, agent) => [
    'agent answers',
    `${agent} for ${said(queue)}, wait ${span(waitMs)}, ring ${span(ringMs)}`,
  ],
  conversationBegan: (_details, agent) => ['talk', `with ${agent}`],
  conversationEnded: ({ talkMs, reason }, agent) => [
    'talk ends',
    `with ${agent} after ${span(talkMs)}, ${said(reason)}`,
  ],
  holdBegan: () => ['hold', ''],
  holdEnded: ({ holdMs }) => ['hold ends', `after ${span(holdMs)}`],
  agentMuted: (_details, agent) => ['muted', agent],
  agentUnmuted: (_details, agent) => ['unmuted', agent],
  directOfferMade: ({ leg }, agent) => ['agent rings', `${agent} on ${said(leg)}, called in`],
  directOfferAnswered: ({ ringMs }, agent) => ['agent answers', `${agent}, ring ${span(ringMs)}`],
  directOfferMissed: ({ ringMs, reason }, agent) => ['no answer', `${agent} after ${span(ringMs)}, ${said(reason)}`],
  directOfferWithdrawn: ({ ringMs }, agent) => ['withdrawn', `${agent} after ${span(ringMs)}`],
  consultBegan: ({ to }, agent) => ['consults', `${agent} calls ${said(to)} in`],
  consultSwapped: ({ to }, agent) => ['swap', `${agent} to the ${said(to)}`],
  conferenceBegan: ({ to }, agent) => ['conference', `${agent}, ${said(to)} and the caller`],
  handOverBegan: ({ to }, agent) => ['hands over', `${agent} to ${said(to)}`],
  calledInVain: ({ to, reason }) => ['in vain', `${said(to)}, ${said(reason)}`],
  callTransferred: ({ how, toKind, to }, agent) => [
    'transferred',
    `${how === 'blind' ? 'blind' : 'after talking'}, ${agent === '' ? '' : `by ${agent} `}to ${said(toKind)} ${said(to)}`,
  ],
  legAnswered: ({ leg }, agent) => ['leg up', `${agent} on ${said(leg)}`],
  transferBegan: ({ called }) => ['transfer', `to ${said(called)}`],
  transferEnded: ({ outcome, talkMs }) => ['transfer ends', `${said(outcome)} after ${span(talkMs)}`],
  dialRefused: ({ why }) => ['not dialled', said(why)],
  callTurnedAway: ({ why }) => ['turned away', said(why)],
  numberDialled: ({ called, trunk, shown, attempt }) => [
    'dials',
    `${said(called)} by ${said(trunk)}, showing ${said(shown)}, attempt ${said(attempt)}`,
  ],
  numberAnswered: ({ ringMs, trunk }) => ['far end answers', `by ${said(trunk)} after ${span(ringMs)}`],
  dialEnded: ({ outcome, talkMs }) => ['far end leaves', `${said(outcome)}, talked ${span(talkMs)}`],
  legEnded: ({ leg, reason }, agent) => [
    'leg ends',
    `${agent === '' ? partyOf(leg) : agent} on ${said(leg)}, ${said(reason)}`,
  ],
};

/** Whose leg it is that is no agent's: those that came to us have a name of the telephone system's. */
const partyOf = (leg: Details[string] | undefined): string => (said(leg).startsWith('in-') ? 'caller' : 'far end');

const span = (lengthMs: Details[string] | undefined): string =>
  typeof lengthMs === 'number' ? `${shownOffset(lengthMs)}s` : '?';

function said(value: Details[string] | undefined): string {
  if (value === undefined || value === null) return '-';
  return typeof value === 'object' ? reasonWords(value) : String(value);
}

const reasonWords = ({ result, code }: { readonly result: string; readonly code: string }): string =>
  `${result} ${code}`;
