// Which verb begins a statement. Not here: what events mean to one that waits (react.ts).

import type { Op } from '../dsl/index.ts';
import { beginAgain } from './steps/again.ts';
import { beginAsk } from './steps/ask.ts';
import { choose } from './steps/choose.ts';
import { collectListener } from './steps/collect.ts';
import { consent } from './steps/consent.ts';
import { forEach } from './steps/for-each.ts';
import { beginInput } from './steps/input.ts';
import { changeLanguage } from './steps/language.ts';
import { menuListener } from './steps/menu.ts';
import { beginObjections } from './steps/objections.ts';
import { openScript } from './steps/open-script.ts';
import { beginPause } from './steps/pause.ts';
import { beginQueue } from './steps/queue.ts';
import { leaveFirst, resumeWait } from './steps/queue-blocks.ts';
import { recording } from './steps/recording.ts';
import { repeat } from './steps/repeat.ts';
import { beginRequest } from './steps/request.ts';
import { giveBack } from './steps/return.ts';
import { run } from './steps/run.ts';
import { beginSay } from './steps/say.ts';
import { schedule } from './steps/schedule.ts';
import { send } from './steps/send.ts';
import { setField } from './steps/set-field.ts';
import { split } from './steps/split.ts';
import { enterStep } from './steps/step.ts';
import { beginTell } from './steps/tell.ts';
import { track } from './steps/track.ts';
import { beginTransfer } from './steps/transfer.ts';
import { beginVoicemail } from './steps/voicemail.ts';
import { type Next, type Turn, goto, next } from './turn.ts';

/** Begins a statement, and says where the call goes next. Throws FlowFault. */
export const beginOp = (turn: Turn, op: Op): Next =>
  isControl(op) ? beginControl(turn, op) : isSpoken(op) ? beginSpoken(turn, op) : beginEffect(turn, op);

const controls = [
  ...([
    'jump',
    'jumpUnless',
    'set',
    'setField',
    'choose',
    'split',
    'repeat',
    'forEach',
    'again',
    'run',
    'step',
  ] as const),
  ...(['return', 'hangup', 'resumeWait'] as const),
];
const spoken = [
  'say',
  'announce',
  'tell',
  'wait',
  'menu',
  'collect',
  'ask',
  'voicemail',
  'queue',
  'objections',
] as const;

type ControlOp = Extract<Op, { op: (typeof controls)[number] }>;
type SpokenOp = Extract<Op, { op: (typeof spoken)[number] }>;

const isControl = (op: Op): op is ControlOp => controls.some((one) => one === op.op);
const isSpoken = (op: Op): op is SpokenOp => spoken.some((one) => one === op.op);

/** Where the flow goes, and what it remembers. */
function beginControl(turn: Turn, op: ControlOp): Next {
  switch (op.op) {
    case 'jump':
      return goto(op.target);
    case 'jumpUnless':
      return turn.holds(op.condition) ? next : goto(op.target);
    case 'set':
      turn.set(op.variable, turn.value(op.value));
      return next;
    case 'setField':
      return setField(turn, op);
    case 'choose':
      return choose(turn, op);
    case 'split':
      return split(turn, op);
    case 'repeat':
      return repeat(turn, op);
    case 'forEach':
      return forEach(turn, op);
    case 'again':
      return beginAgain(turn, op);
    case 'run':
      return run(turn, op);
    case 'step':
      return leaveFirst(turn) ?? enterStep(turn, op);
    case 'return':
      return leaveFirst(turn) ?? giveBack(turn, op);
    case 'hangup':
      return { kind: 'hangup' };
    case 'resumeWait':
      return resumeWait(turn);
  }
}

/** What speaks to somebody, and listens. */
function beginSpoken(turn: Turn, op: SpokenOp): Next {
  switch (op.op) {
    case 'say':
    case 'announce':
      return beginSay(turn, op);
    case 'tell':
      return beginTell(turn, op);
    case 'wait':
      return beginPause(turn, op);
    case 'menu':
      return beginInput(turn, menuListener(turn, op));
    case 'collect':
      return beginInput(turn, collectListener(turn, op));
    case 'ask':
      return beginAsk(turn, op);
    case 'voicemail':
      return beginVoicemail(turn, op);
    case 'queue':
      return beginQueue(turn, op);
    case 'objections':
      return beginObjections(turn, op);
  }
}

/** What asks others for something. */
function beginEffect(turn: Turn, op: Exclude<Op, ControlOp | SpokenOp>): Next {
  switch (op.op) {
    case 'request':
      return beginRequest(turn, op);
    case 'transfer':
      return beginTransfer(turn, op);
    case 'openScript':
      return openScript(turn, op);
    case 'consent':
      return consent(turn, op);
    case 'schedule':
      return schedule(turn, op);
    case 'send':
      return send(turn, op);
    case 'track':
      return track(turn, op);
    case 'language':
      return changeLanguage(turn, op);
    case 'recording':
      return recording(turn, op);
  }
}
