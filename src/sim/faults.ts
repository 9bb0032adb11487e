// Which faults a simulated world has and when they strike: drawn from the seed. Not here: inflicting them.

import { type Random, between, happens, pick } from '../base/random.ts';

/** How often what goes wrong; ratios are per event, command or record, means are the time between two of a kind. */
export interface FaultProfile {
  readonly eventLateRatio: number;
  readonly eventLateMsMax: number;
  readonly eventDoubledRatio: number;
  readonly commandMsMax: number;
  /** The command worked, its answer never came. */
  readonly replyLostRatio: number;
  /** Longer than anybody waits: given up, and done later all the same. */
  readonly commandSlowRatio: number;
  readonly unreachableRatio: number;
  readonly refusedRatio: number;
  /** The party hangs up while the command is under way. */
  readonly vanishRatio: number;
  readonly deathPerRecordRatio: number;
  readonly meanMs: Readonly<Record<Blow, number>>;
}

/** What strikes the centre as a whole. */
export type Blow = 'kill' | 'disconnect' | 'halfOpen' | 'telephonyDeath';

export const noFaults: FaultProfile = {
  eventLateRatio: 0,
  eventLateMsMax: 0,
  eventDoubledRatio: 0,
  commandMsMax: 5,
  replyLostRatio: 0,
  commandSlowRatio: 0,
  unreachableRatio: 0,
  refusedRatio: 0,
  vanishRatio: 0,
  deathPerRecordRatio: 0,
  meanMs: { kill: Infinity, disconnect: Infinity, halfOpen: Infinity, telephonyDeath: Infinity },
};

/** A world of its own for each seed: each kind of fault is there or not, by itself, and more or less often. */
export function drawProfile(random: Random): FaultProfile {
  const ratio = (highest: number): number => (happens(random, 0.5) ? random.next() * highest : 0);
  const mean = (shortest: number): number =>
    happens(random, 0.3) ? between(random, shortest, shortest * 5) : Infinity;
  return {
    eventLateRatio: ratio(0.3),
    eventLateMsMax: pick(random, [50, 500, 3_000]),
    eventDoubledRatio: ratio(0.3),
    commandMsMax: pick(random, [0, 5, 50, 500]),
    replyLostRatio: ratio(0.1),
    commandSlowRatio: ratio(0.05),
    unreachableRatio: ratio(0.1),
    refusedRatio: ratio(0.05),
    vanishRatio: ratio(0.05),
    deathPerRecordRatio: ratio(0.02),
    meanMs: {
      kill: mean(10_000),
      disconnect: mean(10_000),
      halfOpen: mean(15_000),
      telephonyDeath: mean(60_000),
    },
  };
}

/** What becomes of one command: it is done after `delayMs`, or not at all; then its answer comes, or not. */
export interface CommandFate {
  readonly delayMs: number;
  readonly outcome: 'answered' | 'replyLost' | 'unreachable' | 'refused';
  readonly party: 'stays' | 'vanishesBefore' | 'vanishesAfter';
}

/** Delays of each copy of an event that is delivered, in milliseconds; one copy unless it is doubled. */
export type EventFate = readonly number[];

export interface Faults {
  readonly command: () => CommandFate;
  readonly event: () => EventFate;
  readonly diesAfterRecord: () => boolean;
  readonly profile: () => FaultProfile;
  /** Before it and after `end` nothing goes wrong. */
  readonly begin: () => void;
  readonly end: () => void;
}

/** Longer than the driver waits for an answer. */
const slowMs = { shortest: 2_001, longest: 6_000 } as const;

export function drawFaults(random: Random, drawn: FaultProfile): Faults {
  let profile = noFaults;
  return {
    command: () => commandFate(random, profile),
    event: () => eventFate(random, profile),
    diesAfterRecord: () => happens(random, profile.deathPerRecordRatio),
    profile: () => profile,
    begin: () => {
      profile = drawn;
    },
    end: () => {
      profile = noFaults;
    },
  };
}

function commandFate(random: Random, profile: FaultProfile): CommandFate {
  const isSlow = happens(random, profile.commandSlowRatio);
  const delayMs = isSlow
    ? between(random, slowMs.shortest, slowMs.longest)
    : happens(random, 0.5)
      ? 0
      : between(random, 0, profile.commandMsMax);
  const draw = random.next();
  const { replyLostRatio, unreachableRatio, refusedRatio, vanishRatio } = profile;
  const outcome =
    draw < replyLostRatio
      ? 'replyLost'
      : draw < replyLostRatio + unreachableRatio
        ? 'unreachable'
        : draw < replyLostRatio + unreachableRatio + refusedRatio
          ? 'refused'
          : 'answered';
  const party = happens(random, vanishRatio) ? pick(random, ['vanishesBefore', 'vanishesAfter']) : 'stays';
  return { delayMs, outcome, party };
}

function eventFate(random: Random, profile: FaultProfile): EventFate {
  const delay = (): number =>
    happens(random, profile.eventLateRatio) ? between(random, 1, profile.eventLateMsMax) : 0;
  return happens(random, profile.eventDoubledRatio) ? [delay(), delay()] : [delay()];
}
