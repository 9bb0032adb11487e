// Small scenes that the contract's cases are made of, on whatever telephone system. Not here: any expectation.

import { expect } from 'vitest';
import { e164, legId, promptId, roomId } from '../../../src/base/ids.ts';
import type { LegId, PromptId, RoomId } from '../../../src/base/ids.ts';
import { realIds } from '../../../src/base/real-clock.ts';
import type { PromptEnd } from '../../../src/call/index.ts';
import type { DialRequest, Done, Sound } from '../../../src/call/ports.ts';
import { until } from '../../live/until.ts';
import { eventsOf } from './world.ts';
import type { OutsideCaller, OutsidePhone, OutsideTrunk, World } from './world.ts';

export const newLeg = (): LegId => legId(realIds('leg'));
export const newPrompt = (): PromptId => promptId(realIds('prompt'));
export const newRoom = (): RoomId => roomId(realIds('room'));
export const shown = { name: 'Élise "Martin', number: '+33612345678' };
/** A command that waited for a prompt of twenty seconds would take far longer. */
export const promptlyMs = 1_500;

export async function answeredCall(world: World): Promise<OutsideCaller> {
  const caller = await world.call();
  await world.ports.legs.answer(caller.leg);
  await until(() => caller.sees() === 'up', { withinMs: 3_000, what: 'the caller to be connected' });
  return caller;
}

export async function promptOn(world: World, caller: OutsideCaller, ...sounds: readonly Sound[]): Promise<PromptId> {
  const prompt = newPrompt();
  expect(await world.ports.media.play(caller.leg, prompt, sounds)).toBe('ok');
  return prompt;
}

/** How a prompt ended, once it has. */
export function endOf(world: World, caller: OutsideCaller, prompt: PromptId): Promise<PromptEnd> {
  const ends = () =>
    eventsOf(world, caller.leg).flatMap((event) =>
      event.kind === 'promptEnded' && event.prompt === prompt ? [event.end] : [],
    );
  return until(() => ends()[0], { withinMs: 5_000, what: 'the prompt to end' });
}

export async function rung(world: World, phone: OutsidePhone, timeoutMs = 10_000): Promise<{ leg: LegId; done: Done }> {
  const leg = newLeg();
  return { leg, done: await world.ports.legs.ring({ leg, phone: phone.phone, shown, timeoutMs }) };
}

/** Who is in a room; null when there is no such room. */
export async function inRoom(world: World, room: RoomId): Promise<readonly LegId[] | null> {
  const survey = await world.ports.supervision.survey();
  return survey.rooms.find((one) => one.room === room)?.legs ?? null;
}

/** The number behind every trunk of the contract. */
export const outsideNumber = '+33180001177';
/** What a call to the outside shows. */
export const ownNumber = '+33180001122';

export async function dialled(
  world: World,
  { trunk }: Pick<OutsideTrunk, 'trunk'>,
  more: Partial<DialRequest> = {},
): Promise<{ leg: LegId; done: Done }> {
  const request = { leg: newLeg(), number: e164(outsideNumber), trunk, shown: { name: '', number: ownNumber } };
  const whole: DialRequest = { ...request, headers: [], when: 'first', timeoutMs: 10_000, ...more };
  return { leg: whole.leg, done: await world.ports.legs.dial(whole) };
}
