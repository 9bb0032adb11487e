// The sounds a stack needs before anybody has recorded one: announcement, music, callers' and bots' sentences, tones.
// Not here: the prompts of flows; the controller makes those.

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { must } from './command.ts';
import { directory, fingerprint } from './files.ts';
import type { Profile } from './plan.ts';

/** The callers' own tones in Hz: none is a multiple of another, none is a frequency of a telephone key. */
export const callerTones = [620, 730, 810, 900, 1000, 1080, 1170, 1280] as const;

/** The bots' own tones in Hz, bot1 first; none is close to twice a caller's. */
export const botTones = [1510, 1580, 1690, 1770] as const;

/** What tests recognise the fallback announcement and the default music by, in Hz. */
export const fallbackTone = 480;
export const musicTone = 350;

export interface SoundPlaces {
  readonly announcements: string;
  readonly music: string;
  readonly parties: string;
}

/** Makes the sounds of `profile`, once: they are made anew only when this file changes. */
export async function makeSounds(profile: Profile, places: SoundPlaces, log: (line: string) => void): Promise<void> {
  const mark = fingerprint([path.join(import.meta.dirname, 'sounds.ts')]);
  const stamp = path.join(places.parties, 'made-by');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === mark) return;
  log('Sounds: speaking and composing what callers will hear');
  for (const place of [
    places.announcements,
    places.music,
    places.parties,
    path.join(places.music, 'default'),
    path.join(places.music, 'jazz'),
  ]) {
    directory(place, { mode: 0o755 });
  }
  await makeAnnouncement(profile, places.announcements);
  await makeMusic(profile, places.music);
  await makeParties(places.parties);
  writeFileSync(stamp, mark);
}

async function makeAnnouncement(profile: Profile, place: string): Promise<void> {
  await speak(
    'fr',
    "Nous ne pouvons pas prendre votre appel pour le moment. Merci d'appeler plus tard.",
    `${place}/fallback-fr.wav`,
  );
  await speak('en', 'We cannot take your call at the moment. Please call again later.', `${place}/fallback-en.wav`);
  if (profile === 'demo') return;
  // Speech is hard to recognise in a received stream, a tone is not.
  await tone(fallbackTone, 1.5, `${place}/tone.wav`);
  await sox([`${place}/tone.wav`, `${place}/fallback-fr.wav`, `${place}/joined.wav`]);
  await must('Preparing the announcement', 'mv', [`${place}/joined.wav`, `${place}/fallback-fr.wav`]);
  rmSync(`${place}/tone.wav`);
}

async function makeMusic(profile: Profile, place: string): Promise<void> {
  await chords(jazzChords, `${place}/jazz/evening.wav`);
  // Sixty seconds hold a whole number of waves, so the loop has no seam.
  if (profile !== 'demo') await tone(musicTone, 60, `${place}/default/steady.wav`);
  else await chords(calmChords, `${place}/default/calm.wav`);
}

async function makeParties(place: string): Promise<void> {
  for (const frequency of [...callerTones, ...botTones]) await tone(frequency, 2, `${place}/tone-${frequency}.wav`);
  await speak('fr', "Bonjour, j'appelle au sujet de ma facture du mois dernier.", `${place}/says-caller-fr.wav`);
  await speak('en', 'Hello, I am calling about my last invoice.', `${place}/says-caller-en.wav`);
  for (const [index, sentence] of botSentences.entries()) {
    await speak(index % 2 === 0 ? 'fr' : 'en', sentence, `${place}/says-bot${index + 1}.wav`);
  }
}

const botSentences = [
  'Bonjour, ici Camille, que puis-je faire pour vous ?',
  'Hello, this is Robin, how may I help you?',
  'Bonjour, Dominique à votre écoute.',
  'Hello, Alex speaking.',
];

/** Notes in Hz, low enough to stay away from every party's tone. */
const calmChords = [
  [196, 247, 294, 392],
  [220, 262, 330, 440],
  [175, 220, 262, 349],
  [196, 247, 294, 494],
];
const jazzChords = [
  [147, 175, 220, 262, 330],
  [196, 247, 349, 440],
  [131, 165, 247, 294, 392],
  [220, 277, 392, 466],
];

/** Speaks text into an 8 kHz mono file. The text is ours, never a caller's. */
async function speak(language: 'fr' | 'en', text: string, target: string): Promise<void> {
  const voice = language === 'fr' ? 'fr' : 'en-gb';
  await must('Speaking', 'espeak-ng', ['-v', voice, '-s', '150', '-w', `${target}.raw.wav`, text]);
  await sox([`${target}.raw.wav`, '-r', '8000', '-c', '1', '-b', '16', target, 'norm', '-4', 'pad', '0', '0.2']);
  rmSync(`${target}.raw.wav`);
}

async function tone(frequency: number, seconds: number, target: string): Promise<void> {
  await sox([
    '-n',
    '-r',
    '8000',
    '-c',
    '1',
    '-b',
    '16',
    target,
    'synth',
    String(seconds),
    'sine',
    String(frequency),
    'gain',
    '-8',
  ]);
}

/** Chord after chord, each swelling and fading, mixed down to one voice. */
async function chords(progression: readonly (readonly number[])[], target: string): Promise<void> {
  const parts: string[] = [];
  for (const [index, notes] of progression.entries()) {
    const part = `${target}.${index}.wav`;
    const voices = notes.flatMap((note) => ['sine', String(note)]);
    const shape = ['remix', '-', 'tremolo', '0.8', '30', 'fade', 'q', '0.6', '4', '0.9', 'norm', '-14'];
    await sox(['-r', '8000', '-c', String(notes.length), '-n', '-b', '16', part, 'synth', '4', ...voices, ...shape]);
    parts.push(part);
  }
  await sox([...parts, target]);
  for (const part of parts) rmSync(part);
}

const sox = (args: readonly string[]): Promise<string> => must('Making a sound', 'sox', ['-D', ...args]);
