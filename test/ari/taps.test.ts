// What a leg says is recorded although the channel that listens was made before we died, and its recording was not: Asterisk
// answers 500 to the same name again. Not here: what is in a recording (test/contract, test/live).

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AriConnection, connectAri } from '../../src/ari/index.ts';
import { recordingId } from '../../src/base/ids.ts';
import { silentLog } from '../../src/base/log.ts';
import type { TelephonyNotice } from '../../src/call/ports.ts';
import { type AriServer, ariServer } from '../fakes/ari-server/index.ts';
import { fakeClock } from '../fakes/clock.ts';
import { until } from '../live/until.ts';

let asterisk: AriServer;
let driver: AriConnection;
let notices: TelephonyNotice[];
beforeEach(async () => {
  asterisk = await ariServer();
  notices = [];
  driver = connectAri({
    ...{ url: asterisk.url, user: 'me', password: 'secret', app: 'carillon', clock: fakeClock(1_000) },
    ...{ random: () => 0, log: silentLog, onNotice: (notice) => notices.push(notice) },
  });
  driver.open();
  await until(() => notices.some(({ kind }) => kind === 'connected'), { withinMs: 3_000, what: 'a connection' });
});
afterEach(async () => {
  await driver.close();
  await asterisk.close();
});

const recording = recordingId('talk-piece-1-caller');

/** A caller, as a leg. */
async function offered() {
  const channel = asterisk.switchboard.arrive('+33612000001', '+33180001122');
  const event = await until(
    () =>
      notices.flatMap((notice) =>
        notice.kind === 'event' && notice.event.kind === 'offered' ? [notice.event] : [],
      )[0],
    { withinMs: 3_000, what: 'the call' },
  );
  return { channel, leg: event.leg };
}

describe('a leg that is to be recorded', () => {
  it('is recorded by the channel that listens already', async () => {
    const { channel, leg } = await offered();
    asterisk.switchboard.snoop(`tap-${recording}`, channel, 'tap');
    expect(await driver.recorder.follow(recording, leg)).toBe('ok');
    expect(asterisk.switchboard.recordings.live(recording)).not.toBeNull();
    expect(await driver.recorder.follow(recording, leg)).toBe('ok');
  });

  it('and that no channel can listen to is a fault, which is told', async () => {
    const { channel, leg } = await offered();
    const path = `POST /ari/channels/${channel.id}/snoop/tap-${recording}`;
    asterisk.answers.set(path, { kind: 'json', status: 500, json: { message: 'Snoop channel could not be created' } });
    await expect(driver.recorder.follow(recording, leg)).rejects.toMatchObject({ code: 'refused' });
  });
});
