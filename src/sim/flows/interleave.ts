// One decision of the engine as the things that happened, in order. Facts and effects come as two lists; most effects have a
// fact beside them, and so the two lists can be laid into each other. Pure. Not here: performing anything.

import type { Instant } from '../../base/clock.ts';
import type { CallFact, Fact } from '../../call/index.ts';
import type { Program, Value } from '../../dsl/index.ts';
import type { CallDecision, Frame, IvrEffect } from '../../ivr/index.ts';
import type { Happening } from './happening.ts';

export interface Decided {
  readonly before: Frame;
  readonly decision: CallDecision;
  readonly program: Program;
  readonly now: Instant;
  /** What is asked for again after an absence happened before. The keys of what happened are added. */
  readonly known: Set<string>;
}

/** A happening without where and when. */
export type Part = Pick<Happening, 'kind' | 'name'> & Partial<Pick<Happening, 'values' | 'text'>>;

/** What this decision made happen. */
export function happeningsOf(decided: Decided): readonly Happening[] {
  const { before, decision, now } = decided;
  const happenings: Happening[] = [];
  const place = { flows: [...before.stack.map(({ flow }) => flow), before.flow], step: before.step };
  const add = (part: Part): void => {
    happenings.push({ values: {}, text: null, ...part, at: now, flow: place.flows.at(-1) ?? '', step: place.step });
  };
  const tell = (fact: CallFact): void => {
    if (fact.kind === 'stepEntered') place.step = fact.step;
    if (fact.kind === 'subflowEntered') place.flows.push(fact.flow);
    for (const part of ofFact(fact)) add(part);
    if (fact.kind === 'subflowLeft') place.flows.pop();
  };
  const { facts, effects } = decision;
  let position = 0;
  for (const [index, effect] of effects.entries()) {
    const end = factsBefore(effects.slice(index), facts, position);
    for (const fact of facts.slice(position, end)) tell(fact);
    position = end;
    for (const part of ofEffect(effect, decided)) add(part);
  }
  for (const fact of facts.slice(position)) tell(fact);
  return happenings;
}

/** How many facts come before the first of these effects: its own, or else all that come before the next one's own. */
function factsBefore(effects: readonly IvrEffect[], facts: readonly CallFact[], from: number): number {
  for (const [index, effect] of effects.entries()) {
    const kinds = factsBeside[effect.kind] ?? [];
    const at = kinds.length === 0 ? -1 : facts.findIndex((fact, place) => place >= from && kinds.includes(fact.kind));
    if (at < 0) continue;
    return index === 0 ? at + factCount(effect) : at;
  }
  return lastsUntilEnd(effects[0]) ? facts.length : from;
}

/** Of a wait at the end of a decision everything is told that led to it. */
const lastsUntilEnd = (effect: IvrEffect | undefined): boolean =>
  effect !== undefined &&
  (['joinQueue', 'end', 'returned', 'askAgent', 'offerObjections', 'record', 'bridge'] as const).some(
    (kind) => kind === effect.kind,
  );

const factCount = (effect: IvrEffect): number =>
  effect.kind === 'play' || effect.kind === 'tell' ? Math.max(1, effect.said.length) : 1;

/** The facts that stand beside an effect. */
const factsBeside: Partial<Record<IvrEffect['kind'], readonly CallFact['kind'][]>> = {
  answer: ['callAnswered'],
  play: ['promptPlayed', 'announced'],
  tell: ['agentTold'],
  request: ['requestSent'],
  transfer: ['transferBegan'],
  schedule: ['callbackScheduled'],
  send: ['messageSent'],
  consent: ['consentGiven', 'consentRefused'],
  recording: ['recordingChanged'],
  openScript: ['scriptOpened'],
};

/** Said by an effect, or of no interest to a test. */
const silentFacts = [
  ...([
    'callOffered',
    'callResumed',
    'promptPlayed',
    'announced',
    'agentTold',
    'requestSent',
    'transferBegan',
  ] as const),
  ...(['callbackScheduled', 'messageSent', 'consentGiven', 'consentRefused', 'recordingChanged'] as const),
  ...(['scriptOpened', 'offerMade', 'subflowLeft'] as const),
];

type SilentFact = Extract<CallFact, { kind: (typeof silentFacts)[number] }>;

const loudFacts = [
  ...(['stepEntered', 'callAnswered', 'keyChosen', 'inputFailed', 'inputCollected', 'questionAnswered'] as const),
  ...(['splitTaken', 'languageChanged', 'eventTracked', 'subflowEntered', 'requestEnded', 'voicemailLeft'] as const),
  ...(['transferEnded', 'objectionRaised', 'flowFailed', 'callEnded', 'scriptEnded'] as const),
];
type LoudFact = Extract<CallFact, { kind: (typeof loudFacts)[number] }>;

const isSilentFact = (fact: CallFact): fact is SilentFact => silentFacts.some((kind) => kind === fact.kind);

/** What a fact says happened, where nothing more is known of it; others' facts say nothing here. */
export function happeningsOfFact(fact: Fact): readonly Part[] {
  if (fact.kind === 'promptPlayed') return [{ kind: 'say', name: fact.prompt }];
  if (fact.kind === 'announced') return [{ kind: 'announce', name: fact.prompt }];
  if (fact.kind === 'agentTold') return [{ kind: 'tell', name: fact.prompt }];
  if (fact.kind === 'requestSent') return [{ kind: 'request', name: `${fact.service}.${fact.operation}` }];
  if (fact.kind === 'transferBegan') return [{ kind: 'transfer', name: fact.called }];
  if (fact.kind === 'queueJoined') return [{ kind: 'queue', name: fact.queue, values: { priority: fact.priority } }];
  if (fact.kind === 'messageSent') return [{ kind: fact.medium, name: fact.prompt }];
  return isOfFlow(fact) ? ofFact(fact) : [];
}

const isOfFlow = (fact: Fact): fact is LoudFact => loudFacts.some((kind) => kind === fact.kind);

function ofFact(fact: CallFact): readonly Part[] {
  if (isSilentFact(fact)) return [];
  switch (fact.kind) {
    case 'stepEntered':
      return [{ kind: 'step', name: fact.step }];
    case 'callAnswered':
      return [{ kind: 'answer', name: '' }];
    case 'keyChosen':
      return [{ kind: 'key', name: fact.key, text: fact.label }];
    case 'inputFailed':
      return [{ kind: fact.why === 'noInput' ? 'no input' : 'no match', name: `${fact.input} ${fact.tries}` }];
    case 'inputCollected':
      return [{ kind: 'answered', name: fact.input }];
    case 'questionAnswered':
      return [{ kind: 'answered', name: fact.question }];
    case 'splitTaken':
      return [{ kind: 'split', name: `${fact.split} ${fact.branch}` }];
    case 'languageChanged':
      return [{ kind: 'language', name: fact.language }];
    case 'eventTracked':
      return [{ kind: 'track', name: fact.event, values: fact.values }];
    case 'subflowEntered':
      return [{ kind: 'subflow', name: fact.flow }];
    case 'requestEnded':
      return [{ kind: 'answered', name: fact.outcome }];
    case 'voicemailLeft':
      return [{ kind: 'kept', name: fact.voicemail }];
    case 'transferEnded':
      return [{ kind: 'transferred', name: fact.outcome }];
    case 'objectionRaised':
      return [{ kind: 'objection', name: fact.objection }];
    case 'flowFailed':
      return [{ kind: 'error', name: fact.code }];
    case 'callEnded':
    case 'scriptEnded':
      return [{ kind: 'ended', name: `${fact.reason.result} ${fact.reason.code}` }];
  }
}

/** Nobody hears or sees it by itself. */
const silentEffects = [
  ...([
    'answer',
    'stop',
    'timer',
    'bridge',
    'leaveQueue',
    'enterWaitingRoom',
    'leaveWaitingRoom',
    'cancelRequest',
  ] as const),
  ...(['comfort', 'record', 'endRecord', 'dropRecord', 'keepVoicemail', 'endTransfer', 'offerObjections'] as const),
];

type SilentEffect = Extract<IvrEffect, { kind: (typeof silentEffects)[number] }>;

const isSilentEffect = (effect: IvrEffect): effect is SilentEffect =>
  silentEffects.some((kind) => kind === effect.kind);

function ofEffect(effect: IvrEffect, decided: Decided): readonly Part[] {
  if (isSilentEffect(effect)) return [];
  const key = keyOf(effect);
  if (key !== null && decided.known.has(key)) return [];
  if (key !== null) decided.known.add(key);
  switch (effect.kind) {
    case 'play':
      return [...listens(effect.prompt, decided), ...spoken(effect)];
    case 'tell':
      return spoken(effect);
    case 'joinQueue':
      return [{ kind: 'queue', name: effect.queue, values: { priority: effect.priority } }];
    case 'updateQueue':
      return [
        { kind: 'queue', name: decided.decision.state?.stay?.queue ?? '', values: { priority: effect.priority } },
      ];
    case 'request':
      return [{ kind: 'request', name: `${effect.service}.${effect.operation}`, values: effect.arguments }];
    case 'consent': {
      const { to, purpose } = effect;
      const values = purpose === null ? { to } : { to, purpose };
      return [{ kind: 'request', name: `consent.${effect.what}`, values }];
    }
    case 'transfer':
      return [{ kind: 'transfer', name: effect.to }];
    case 'schedule':
      return [{ kind: 'callback', name: effect.to, values: { queue: effect.queue, ...whenOf(effect.when) } }];
    case 'send':
      return [{ kind: effect.medium, name: effect.said.prompt, values: effect.said.arguments, text: effect.text }];
    case 'recording':
      return [{ kind: 'recording', name: effect.action }];
    case 'openScript':
      return [{ kind: 'script', name: effect.script, values: effect.arguments }];
    case 'askAgent':
      return [{ kind: 'ask', name: effect.question, text: effect.text }];
    case 'returned':
      return [{ kind: 'return', name: '', values: { value: effect.value } }];
    case 'end':
      return [{ kind: 'hangup', name: '' }];
  }
}

type When = Extract<IvrEffect, { kind: 'schedule' }>['when'];

const whenOf = (when: When): Readonly<Record<string, Value>> =>
  when.kind === 'now' ? {} : { at: when.kind === 'day' ? when.date : when.at };

/** What asks for the same thing once more, if it does. */
function keyOf(effect: IvrEffect): string | null {
  if (effect.kind === 'joinQueue') return `visit ${String(effect.visit)}`;
  if (effect.kind === 'request') return `request ${String(effect.request)}`;
  if (effect.kind === 'transfer') return `transfer ${String(effect.transfer)}`;
  if (effect.kind === 'askAgent') return effect.correction === null ? `field ${String(effect.field)}` : null;
  return effect.kind === 'end' ? 'end' : null;
}

/** The statement that listens behind this prompt, if one does: it comes first, for its prompt belongs to it. */
function listens(prompt: string, { decision, program }: Decided): readonly Part[] {
  const { state } = decision;
  if (state === null || (state.wait.kind !== 'input' && state.wait.kind !== 'voicemail')) return [];
  const { stage } = state.wait;
  if (stage.kind !== 'prompting' || stage.prompt !== prompt) return [];
  const op = program.flows[state.flow]?.ops[state.address];
  if (op?.op === 'ask') return [{ kind: 'ask', name: op.question }];
  return op?.op === 'menu' || op?.op === 'collect' || op?.op === 'voicemail' ? [{ kind: op.op, name: op.name }] : [];
}

type Speech = Extract<IvrEffect, { kind: 'play' | 'tell' }>;

/** One happening for each prompt; the words that are heard stand at the first. */
function spoken({ said, parts }: Speech): readonly Part[] {
  const text = parts.map((part) => part.text).join(' ');
  return said.map((each, index) => ({
    kind: each.as,
    name: each.prompt,
    values: each.arguments,
    text: index === 0 ? text : null,
  }));
}
