// What an absence changed, from what we believe and what is there.

import { describe, expect, it } from 'vitest';
import { type LegId, legId, roomId } from '../../src/base/ids.ts';
import { foundTwice, nothingFound, reconcile } from '../../src/call/index.ts';
import type { LegSeen, Survey } from '../../src/call/ports.ts';

const isConversationRoom = (room: string): boolean => room.startsWith('conversation-');
const seen = (leg: string, direction: LegSeen['direction'], state: LegSeen['state']): LegSeen => ({
  leg: legId(leg),
  direction,
  state,
  caller: null,
  called: '+33180009901',
});
const survey = (legs: LegSeen[], rooms: string[] = []): Survey => ({
  at: 0,
  legs,
  rooms: rooms.map((room) => ({ room: roomId(room), legs: [] })),
});
const owned = {
  callerLegs: new Set([legId('caller')]),
  agentLegs: new Set([legId('agent')]),
  rooms: new Set([roomId('conversation-1')]),
  openLegs: new Set<LegId>(),
  places: new Map(),
};
const both = [seen('caller', 'inbound', 'up'), seen('agent', 'outbound', 'ringing')];

describe('after an absence', () => {
  it('in which nothing happened there is nothing to do', () => {
    const findings = reconcile(owned, survey(both, ['conversation-1']), isConversationRoom);
    expect(findings).toEqual({ lost: [], answered: [], newcomers: [], strangers: [], idleRooms: [], astray: [] });
  });

  it('legs that ended are lost', () => {
    expect(reconcile(owned, survey([]), isConversationRoom).lost).toEqual(['caller', 'agent']);
  });

  it('an agent who answered meanwhile has answered', () => {
    const legs = [seen('caller', 'inbound', 'up'), seen('agent', 'outbound', 'up')];
    expect(reconcile(owned, survey(legs), isConversationRoom).answered).toEqual(['agent']);
  });

  it('a caller who came meanwhile is a newcomer, and a leg that nobody knows is a stranger', () => {
    const legs = [...both, seen('other', 'inbound', 'ringing'), seen('old', 'outbound', 'up')];
    const findings = reconcile(owned, survey(legs), isConversationRoom);
    expect(findings.newcomers.map(({ leg }) => leg)).toEqual(['other']);
    expect(findings.strangers).toEqual(['old']);
  });

  it('conversation rooms without a conversation are idle, waiting rooms are kept', () => {
    const findings = reconcile(
      owned,
      survey(both, ['conversation-1', 'conversation-9', 'waiting-a']),
      isConversationRoom,
    );
    expect(findings.idleRooms).toEqual(['conversation-9']);
  });

  it('legs outside of the room where they should be are astray, wherever that is', () => {
    const places = new Map([
      [legId('caller'), null],
      [legId('agent'), roomId('conversation-1')],
      [legId('gone'), null],
    ]);
    const found = (room: string) =>
      reconcile(
        { ...owned, places },
        { ...survey(both), rooms: [{ room: roomId(room), legs: [legId('caller'), legId('agent')] }] },
        isConversationRoom,
      ).astray;
    expect(found('conversation-1')).toEqual([]);
    expect(found('waiting-a')).toEqual(['agent']);
    expect(reconcile({ ...owned, places }, survey(both), isConversationRoom).astray).toEqual(['caller', 'agent']);
  });
});

describe('two looks', () => {
  it('agree on what is not just on its way', () => {
    const newcomer = seen('other', 'inbound', 'ringing');
    const before = { ...nothingFound, lost: [legId('a'), legId('b')], newcomers: [newcomer], strangers: [legId('s')] };
    const now = { ...nothingFound, lost: [legId('b'), legId('c')], newcomers: [newcomer], astray: [legId('s')] };
    expect(foundTwice(before, now)).toEqual({ ...nothingFound, lost: ['b'], newcomers: [newcomer] });
  });
});
