// Audio files that are missing or cannot be played (FIL404), or say something else than their text (FIL405). The host looks at the files beforehand; this only judges.
// Not here: reading files.

import type { Name } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { bodiesOf } from '../prompt-index.ts';
import type { ProjectModel } from './model.ts';
import { msPerCharacter, writtenText } from './speech-time.ts';

/** What the host found where an audio file should be. */
export type AudioInfo =
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly why: string }
  | {
      readonly kind: 'wav';
      readonly sampleRateHz: number;
      readonly channelCount: number;
      readonly bitsPerSample: number;
      readonly lengthMs: number;
    };

const ratesHz = [8000, 16_000];

/** The audio files that a project names, each once, by path below the audio folder. */
export const audioFilesOf = ({ prompts }: Pick<ProjectModel, 'prompts'>): readonly string[] => [
  ...new Set(
    uses(prompts)
      .filter(({ text }) => isInside(text))
      .map(({ text }) => text),
  ),
];

/** How many times longer than reading its text, or shorter, a recording may be. */
const factorMax = 2;

/** FIL405: the recording and the transcript of a prompt without parameters tell of different texts. */
function checkLengths({ prompts }: ProjectModel, infos: ReadonlyMap<string, AudioInfo>, report: Report): void {
  const locals = [...prompts.entries.values()].flatMap((entry) => [...entry.locals.values()]);
  for (const body of locals.flatMap(({ node }) => bodiesOf(node))) {
    const info = body.audio === null ? undefined : infos.get(body.audio.text);
    const readMs = writtenText(body).length * msPerCharacter;
    if (body.audio === null || info?.kind !== 'wav' || faultOf(info) !== null || readMs === 0) continue;
    if (info.lengthMs <= readMs * factorMax && info.lengthMs * factorMax >= readMs) continue;
    report({
      code: 'FIL405',
      message: `The recording takes ${seconds(info.lengthMs)}, reading its text about ${seconds(readMs)}`,
      span: body.audio.span,
      hint: 'record it again, or write what it says.',
    });
  }
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

export function checkAudio(project: ProjectModel, infos: ReadonlyMap<string, AudioInfo>, report: Report): void {
  checkLengths(project, infos, report);
  for (const path of uses(project.prompts)) {
    const fault = isInside(path.text)
      ? faultOf(infos.get(path.text) ?? { kind: 'missing' })
      : 'leaves the audio folder';
    if (fault === null) continue;
    const hint =
      'record a WAV of one channel, 16 bits, 8000 or 16000 Hz, below the audio folder; or write the text alone.';
    report({ code: 'FIL404', message: `The audio file \`${path.text}\` ${fault}`, span: path.span, hint });
  }
}

const uses = (prompts: ProjectModel['prompts']): readonly Name[] =>
  [...prompts.entries.values()]
    .flatMap(({ locals }) => [...locals.values()])
    .flatMap(({ node }) => bodiesOf(node))
    .flatMap(({ audio }) => (audio === null ? [] : [audio]));

/** A path that stays below the audio folder, whatever the system. */
const isInside = (path: string): boolean =>
  path !== '' && !/[\\:\0]/.test(path) && path.split('/').every((each) => each !== '' && each !== '.' && each !== '..');

function faultOf(info: AudioInfo): string | null {
  if (info.kind === 'missing') return 'does not exist';
  if (info.kind === 'unreadable') return `cannot be read: ${info.why}`;
  if (info.channelCount !== 1) return `has ${info.channelCount} channels`;
  if (!ratesHz.includes(info.sampleRateHz)) return `is sampled at ${info.sampleRateHz} Hz`;
  if (info.bitsPerSample !== 16) return `has ${info.bitsPerSample} bits per sample`;
  return info.lengthMs === 0 ? 'is empty' : null;
}
