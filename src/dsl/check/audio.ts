// Audio files that are missing or cannot be played: FIL404. The host looks at the files beforehand; this only judges.
// Not here: reading files.

import type { Name } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { bodiesOf } from '../prompt-index.ts';
import type { ProjectModel } from './model.ts';

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

export function checkAudio({ prompts }: ProjectModel, infos: ReadonlyMap<string, AudioInfo>, report: Report): void {
  for (const path of uses(prompts)) {
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
