// The telephone system in memory with faults on the way: commands that are late, lost or refused, answers that never come,
// parties who vanish meanwhile, events late, doubled or lost. Not here: when they strike (src/sim).

import type { Clock } from '../../src/base/clock.ts';
import type { LegId } from '../../src/base/ids.ts';
import type { CallEvent } from '../../src/call/index.ts';
import { TelephonyFault, type TelephonyNotice } from '../../src/call/ports.ts';
import type { CommandFate, Faults } from '../../src/sim/index.ts';
import type { Life, TelephonePorts } from '../controller-life.ts';
import type { FakeTelephony } from '../fakes/telephony-types.ts';
import { fakeTelephony } from '../fakes/telephony.ts';

export interface FaultyTelephone {
  /** The telephone system behind the faults. */
  readonly system: FakeTelephony;
  /** The ports as one controller sees them while it lives. */
  readonly portsOf: (life: Life) => TelephonePorts;
  /** Events are lost without a word until the next connection. */
  readonly deafen: () => void;
}

export interface FaultyTelephoneParts {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly note: (line: string) => void;
  readonly onNotice: (notice: TelephonyNotice) => void;
}

/** The driver gives a command up after this long. */
const deadlineMs = 2_000;

export function faultyTelephone(parts: FaultyTelephoneParts): FaultyTelephone {
  const events = faultyEvents(parts);
  const system = fakeTelephony({ clock: parts.clock, onNotice: events.onNotice });
  return { system, portsOf: (life) => faultyPorts(parts, system, life), deafen: events.deafen };
}

function faultyEvents({ clock, faults, note, onNotice }: FaultyTelephoneParts) {
  let connection = 0;
  let isDeaf = false;
  const ended = new Set<LegId>();
  /** As the driver promises: nothing is told of a leg after its end. */
  const deliver = (event: CallEvent): void => {
    if (ended.has(event.leg) && event.kind !== 'legEnded') return;
    if (event.kind === 'legEnded') ended.add(event.leg);
    note(`event ${JSON.stringify(event)}`);
    onNotice({ kind: 'event', event });
  };
  return {
    deafen: () => {
      isDeaf = true;
    },
    onNotice: (notice: TelephonyNotice): void => {
      if (notice.kind !== 'event') {
        connection += 1;
        isDeaf = false;
        note(`notice ${notice.kind}`);
        onNotice(notice);
        return;
      }
      const { event } = notice;
      const of = connection;
      if (isDeaf) note(`lost event ${JSON.stringify(event)}`);
      else
        for (const delayMs of faults.event())
          if (delayMs === 0) deliver(event);
          // What was under way on a connection that is gone never arrives.
          else clock.after(delayMs, () => (of === connection && !isDeaf ? deliver(event) : undefined));
    },
  };
}

function faultyPorts(parts: FaultyTelephoneParts, system: FakeTelephony, life: Life): TelephonePorts {
  const send = <Reply>(what: string, leg: LegId | null, run: () => Promise<Reply>): Promise<Reply> =>
    life.kind === 'dead' ? new Promise(() => undefined) : suffer({ parts, system, life, what, leg, run });
  const { legs, media, recorder, rooms, supervision } = system;
  return {
    legs: {
      answer: (leg) => send(`answer ${leg}`, leg, () => legs.answer(leg)),
      end: (leg, how) => send(`end ${leg} ${how}`, leg, () => legs.end(leg, how)),
      ring: (request) => send(`ring ${request.leg} ${request.phone}`, request.leg, () => legs.ring(request)),
      dial: (request) => send(`dial ${request.leg} ${request.number}`, request.leg, () => legs.dial(request)),
      voice: (leg, voice) => send(`voice ${leg} ${voice}`, leg, () => legs.voice(leg, voice)),
    },
    media: {
      play: (leg, prompt, sounds) => send(`play ${prompt}`, leg, () => media.play(leg, prompt, sounds)),
      stop: (prompt) => send(`stop ${prompt}`, null, () => media.stop(prompt)),
    },
    recorder: {
      record: (request) => send(`record ${request.recording}`, request.leg, () => recorder.record(request)),
      end: (recording) => send(`end ${recording}`, null, () => recorder.end(recording)),
      follow: (recording, leg) => send(`follow ${recording}`, leg, () => recorder.follow(recording, leg)),
      unfollow: (recording) => send(`unfollow ${recording}`, null, () => recorder.unfollow(recording)),
      read: (recording) => send(`read ${recording}`, null, () => recorder.read(recording)),
      remove: (recording) => send(`remove ${recording}`, null, () => recorder.remove(recording)),
    },
    rooms: {
      open: (room, kind) => send(`open ${room}`, null, () => rooms.open(room, kind)),
      join: (room, leg) => send(`join ${room} ${leg}`, leg, () => rooms.join(room, leg)),
      leave: (room, leg) => send(`leave ${room} ${leg}`, leg, () => rooms.leave(room, leg)),
      close: (room) => send(`close ${room}`, null, () => rooms.close(room)),
    },
    supervision: {
      survey: () => send('survey', null, () => supervision.survey()),
      playing: (prompts) => send('playing', null, () => supervision.playing(prompts)),
    },
  };
}

interface Sending<Reply> {
  readonly parts: FaultyTelephoneParts;
  readonly system: FakeTelephony;
  readonly life: Life;
  readonly what: string;
  readonly leg: LegId | null;
  readonly run: () => Promise<Reply>;
}

/** One command through its fate. What was sent is done even when whoever sent it has died meanwhile. */
function suffer<Reply>({ parts, system, life, what, leg, run }: Sending<Reply>): Promise<Reply> {
  const { clock, faults, note } = parts;
  const fate = faults.command();
  note(`command ${what}${spelled(fate)}`);
  return new Promise((resolve, reject) => {
    const tell = (settle: () => void): void => {
      if (life.kind === 'alive') settle();
    };
    const fail = (code: TelephonyFault['code']): void => {
      tell(() => reject(new TelephonyFault(code, `${what}: ${code}.`)));
    };
    const vanish = (when: CommandFate['party']): void => {
      if (fate.party === when && leg !== null && system.inventory().legs.some((one) => one.leg === leg)) {
        note(`vanishes ${leg}`);
        system.hangUp(leg);
      }
    };
    const perform = async (): Promise<void> => {
      if (fate.outcome === 'unreachable' || fate.outcome === 'refused') {
        fail(fate.outcome);
        return;
      }
      vanish('vanishesBefore');
      try {
        const reply = await run();
        vanish('vanishesAfter');
        if (fate.outcome === 'answered') tell(() => resolve(reply));
      } catch (fault) {
        tell(() => reject(fault instanceof Error ? fault : new Error(String(fault))));
      }
    };
    if (fate.delayMs === 0) void perform();
    else clock.after(fate.delayMs, () => void perform());
    if (fate.outcome === 'replyLost' || fate.delayMs > deadlineMs) clock.after(deadlineMs, () => fail('timeout'));
  });
}

const spelled = ({ delayMs, outcome, party }: CommandFate): string =>
  [
    delayMs === 0 ? '' : ` +${String(delayMs)}`,
    outcome === 'answered' ? '' : ` ${outcome}`,
    party === 'stays' ? '' : ` ${party}`,
  ].join('');
