// The port Media on Asterisk: one prompt is one playback with a list of sounds. Not here: which sounds make a prompt.

import { assert } from '../base/assert.ts';
import type { LegId, PromptId } from '../base/ids.ts';
import type { Done, LeftSound, Media, Sound } from '../call/ports.ts';
import { answerOr, doneOr } from './faults.ts';
import { channelsPlay, playbacksGet, playbacksStop } from './generated/operations.generated.ts';
import { channelOf } from './leg-ids.ts';
import { promptSoundCountMax } from './limits.ts';
import type { AriParts } from './parts.ts';
import { makeOnce } from './waits.ts';

/** Only `sound:` and `recording:` are played: other kinds of media cannot be stopped. */
export function mediaOn(parts: AriParts): Media {
  const once = makeOnce<Done>();
  return {
    play: (leg, prompt, sounds) => once(prompt, () => play(parts, { leg, prompt, sounds })),
    stop: (prompt) => stop(parts, prompt),
  };
}

interface Playing {
  readonly leg: LegId;
  readonly prompt: PromptId;
  readonly sounds: readonly (Sound | LeftSound)[];
}

async function play(parts: AriParts, { leg, prompt, sounds }: Playing): Promise<Done> {
  assert(sounds.length > 0 && sounds.length <= promptSoundCountMax, 'A prompt has at least one sound, and a limit.');
  const media = sounds.map(mediaUri);
  // Asterisk would play a second time under the same id.
  if ((await alreadyAsked(parts, prompt)) === 'yes') return 'ok';
  parts.book.notePrompt(prompt, leg, 'asked');
  const params = { channelId: channelOf(leg), media, playbackId: prompt };
  const done = await doneOr(parts.rest.request(channelsPlay, params), 404, 409, 412);
  if (done === 'gone') parts.book.forgetPrompt(prompt);
  else if (parts.book.prompt(prompt) !== 'ended') parts.book.notePrompt(prompt, leg, 'playing');
  return done;
}

/** A sound's name travels in a list separated by commas: anything else than a plain path could say more than that. */
export function mediaUri(piece: Sound | LeftSound): string {
  const [scheme, name] = 'recording' in piece ? ['recording', piece.recording] : ['sound', piece.sound];
  assert(/^[\w./+-]{1,255}$/.test(name) && !name.includes('..'), 'A sound has a plain name.');
  return `${scheme}:${name}`;
}

/** Whether this prompt was begun before; when the answer to the first request was lost, Asterisk is asked. */
async function alreadyAsked(parts: AriParts, prompt: PromptId): Promise<'yes' | 'no'> {
  const known = parts.book.prompt(prompt);
  if (known === undefined) return 'no';
  if (known === 'ended' || known.state !== 'asked') return 'yes';
  const answer = await answerOr(parts.rest.request(playbacksGet, { playbackId: prompt }), 404);
  return answer.kind === 'reply' ? 'yes' : 'no';
}

async function stop(parts: AriParts, prompt: PromptId): Promise<Done> {
  const known = parts.book.prompt(prompt);
  if (known === 'ended') return 'gone';
  if (known !== undefined) parts.book.notePrompt(prompt, known.leg, 'stopping');
  const done = await doneOr(parts.rest.request(playbacksStop, { playbackId: prompt }), 404);
  return done;
}
